/* Which names and numbers fit, and where: after every zoom, change and resize. Marks come first, then the names of the
   zones (always shown), then places, then streets, then the numbers of the blocks. */
(function (my) {
  "use strict";

  const ROUND_THE_EARTH = 40075016.686;                // metres along the equator
  const NUMBERS_FROM = 0.95;                           // pixels a metre from which blocks carry their numbers

  const TRIES = {                                      // where a label may stand, from its own point outwards
    centre: () => [[0, 0]],
    beside: (width, height) => [[0, 10 + height / 2], [12 + width / 2, 0], [-12 - width / 2, 0], [0, -10 - height / 2]],
    around(width, height) {
      const tries = [], step = Math.min(height, 40);
      for (let dy = -4; dy <= 4; dy += 0.25) for (let dx = -8; dx <= 8; dx += 0.5) tries.push([dx * step, dy * step]);
      return tries.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
    },
  };

  function pixelsPerMetre(map) {
    const latitude = (map.getCenter().lat * Math.PI) / 180;
    return 2 ** (map.getZoom() + 8) / (ROUND_THE_EARTH * Math.cos(latitude));
  }

  my.layOut = function (map, ground, marks, furniture, pin) {
    const container = map.getContainer(), zoom = map.getZoom(), glass = map.getSize(), perMetre = pixelsPerMetre(map);
    const seen = (point) => map.latLngToContainerPoint(point);
    const round = (point, width, height) => my.box(seen(point).x, seen(point).y, width, height);
    container.style.setProperty("--number", `${Math.min(15, Math.max(9, 9 * perMetre))}px`);
    container.style.setProperty("--sources", `${furniture.sources()}px`);
    container.classList.toggle("numbers", perMetre > NUMBERS_FROM);

    const taken = [...marks.spread(), ...furniture.boxes(), ...(pin ? [round(pin, 44, 90)] : [])];
    const blocks = ground.blocks.map(({ centre, metres }) => round(centre, 2 * metres * perMetre, 2 * metres * perMetre));
    const shown = ground.labels.filter((label) => zoom >= label.from);
    const boxes = shown.map(({ point, made, must, at, others }) => {
      const width = made.offsetWidth + 6, height = made.offsetHeight + 2;
      return { ...seen(point), width, height, must, tries: TRIES[at](width, height), foreign: others.map((ring) => ring.map(seen)) };
    });
    const settled = my.settle(boxes, my.box(glass.x / 2, glass.y / 2, glass.x, glass.y), taken, blocks);
    const standing = new Map(shown.map((label, i) => [label.made, settled[i]]));
    const held = [...taken];
    for (const { made, of, must, own } of ground.labels) {
      const put = of && !standing.get(of) ? null : standing.get(made);
      made.classList.toggle("left-out", !put);
      if (!put) continue;
      made.style.transform = `translate(calc(-50% + ${put.offset[0]}px), calc(-50% + ${put.offset[1]}px))`;
      if (must) lead(made, put, own.map((ring) => ring.map(seen)));
      held.push(put.box);
    }
    if (ground.streets.length) my.nameStreets(map, ground.streets, held, perMetre);
    for (const { number, centre } of ground.blocks)
      number.classList.toggle("left-out", my.covers(held, round(centre, 10, 8)));
  };

  /* A line from a name that had to leave its zone, back to the zone's edge. */
  function lead(made, { box, offset: [dx, dy] }, rings) {
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2, far = Math.hypot(dx, dy) || 1;
    const home = (right, down) => rings.some((ring) => my.inside(ring, right, down));
    const touches = [-0.4, -0.2, 0, 0.2, 0.4].some((part) => home(x + part * (box.right - box.left), y));
    let reach = 0;
    if (!touches) while (reach < far && !home(x - (dx / far) * reach, y - (dy / far) * reach)) reach += 2;
    const edge = Math.min((box.right - x) / Math.abs(dx / far), (box.bottom - y) / Math.abs(dy / far));
    made.style.setProperty("--reach", reach ? `${reach + 8}px` : "0px");
    made.style.setProperty("--edge", `${Math.round(edge)}px`);
    made.style.setProperty("--turn", `${Math.atan2(-dy, -dx)}rad`);
  }
})((window.areaMap = window.areaMap || {}));
