/* Where things stand on the glass: pure geometry in pixels, without map and words. */
(function (my) {
  "use strict";

  /* Offsets [dx, dy] that keep points at least `gap` apart, each as near its own place as that allows.
     The same points always give the same answer. */
  my.spread = function (points, gap) {
    const heaps = new Map();
    points.forEach((point, i) => {
      const place = `${Math.round(point.x)} ${Math.round(point.y)}`;
      heaps.set(place, [...(heaps.get(place) || []), i]);
    });
    const at = points.map((point) => ({ x: point.x, y: point.y }));
    for (const heap of heaps.values()) {
      if (heap.length < 2) continue;
      heap.forEach((i, turn) => {                      // two stand side by side, more in a ring
        const angle = Math.PI + (2 * Math.PI * turn) / heap.length;
        at[i].x += Math.cos(angle);
        at[i].y += Math.sin(angle) * 0.9;
      });
    }
    for (let round = 0; round < 80; round++) if (!apart(at, gap)) break;
    return at.map((spot, i) => [Math.round(spot.x - points[i].x), Math.round(spot.y - points[i].y)]);
  };

  function apart(at, gap) {
    let moved = false;
    for (let i = 0; i < at.length; i++) {
      for (let j = i + 1; j < at.length; j++) {
        const dx = at[j].x - at[i].x, dy = at[j].y - at[i].y, distance = Math.hypot(dx, dy) || 0.01;
        if (distance >= gap - 0.5) continue;
        const push = (gap - distance) / 2 / distance;
        at[i].x -= dx * push; at[i].y -= dy * push;
        at[j].x += dx * push; at[j].y += dy * push;
        moved = true;
      }
    }
    return moved;
  }

  /* The rectangle of a width and height round a centre. */
  my.box = function (x, y, width, height) {
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  };

  const shared = (a, b) =>
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

  my.covers = (boxes, box) => boxes.some((other) => shared(other, box) > 0);

  /* Whether a point lies inside a ring of points (even-odd rule). */
  my.inside = function (ring, x, y) {
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i], b = ring[j];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
    }
    return odd;
  };

  /* For each label { x, y, width, height, tries, must, foreign } the best of its tries as { offset, box }, or null if
     there is no free place and it may be left out. `glass` is the box of the whole map, `taken` boxes nothing may cover, `soft` boxes
     better left free, `foreign` rings that belong to another label. */
  my.settle = function (labels, glass, taken, soft) {
    const held = [...taken];
    return labels.map((label) => {
      const area = label.width * label.height;
      let best = null;
      for (const [dx, dy] of label.tries) {
        const away = Math.hypot(dx, dy) * 4;
        if (best && best.cost <= away && label.must) break;             // the rest is farther still
        const box = my.box(label.x + dx, label.y + dy, label.width, label.height);
        let wrong = (area - shared(box, glass)) * 20;
        for (const other of held) wrong += shared(box, other) * 8;
        if (wrong > 0 && !label.must) continue;
        let cost = wrong + away;
        for (const other of soft) cost += shared(box, other) * 0.25;
        for (const reach of [-0.45, -0.25, 0, 0.25, 0.45]) {
          const x = label.x + dx + reach * label.width;
          if (label.foreign.some((ring) => my.inside(ring, x, label.y + dy))) cost += 900;
        }
        if (!best || cost < best.cost) best = { cost, box, offset: [dx, dy] };
      }
      if (!best) return null;
      held.push(best.box);
      return best;
    });
  };
})((window.areaMap = window.areaMap || {}));
