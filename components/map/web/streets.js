/* Outlines of buildings and streets, where the area has them: drawn once, as one shape of a kind, however many there
   are. The names of streets stand along them where there is room, and are placed anew with the other names. */
(function (my) {
  "use strict";

  const FINE = 1e6;                                    // steps in a degree
  const KINDS = ["path", "minor", "main"];             // the last lies on top
  const NAMES_FROM = 14.6;
  const NEAR_FROM = 13.8;                              // farther out, only the main streets are drawn

  /* The corners of a line, which come as steps north and east from a point: data/places/drawn.py. */
  my.corners = function (steps, [lat, lon]) {
    const made = [];
    let north = Math.round(lat * FINE), east = Math.round(lon * FINE);
    for (let i = 0; i < steps.length; i += 2) {
      north += steps[i];
      east += steps[i + 1];
      made.push([north / FINE, east / FINE]);
    }
    return made;
  };

  /* Draws them; returns the names of the streets. */
  my.streets = function (map, ground, renderer) {
    const lines = (all) => all.map((steps) => my.corners(steps, ground.origin));
    const common = { pane: "land", renderer, interactive: false };
    L.polygon(lines(ground.buildings), { ...common, className: "building", fillRule: "nonzero", smoothFactor: 0.4 }).addTo(map);
    const streets = KINDS.map((kind) => [kind, lines(ground.streets[kind])]).filter(([, all]) => all.length);
    for (const part of ["casing", "way"])
      for (const [kind, all] of streets)
        L.polyline(all, { ...common, className: `street ${part} street-${kind}`, smoothFactor: 0.7 }).addTo(map);
    return ground.names.map(({ name, at: places }) => {
      const at = places.map(([lat, lon, turn, metres]) => ({ point: L.latLng(lat, lon), turn, metres }));
      const made = my.element("span", "street-name left-out", name);
      const icon = L.divIcon({ className: "name", html: made, iconSize: [0, 0] });
      const marker = L.marker(at[0].point, { icon, pane: "names", interactive: false, keyboard: false }).addTo(map);
      return { made, marker, at, stands: null };
    });
  };

  /* The names that fit, each once in sight, on nothing that is `held`; what they take is held afterwards. */
  my.nameStreets = function (map, names, held, perMetre) {
    const zoom = map.getZoom(), glass = map.getSize();
    map.getContainer().style.setProperty("--metre", perMetre.toFixed(3));
    map.getContainer().classList.toggle("far", zoom < NEAR_FROM);
    const sizes = names.map(({ made }) => [made.offsetWidth + 8, made.offsetHeight]);
    names.forEach((name, i) => {
      const put = zoom < NAMES_FROM ? null : free(name.at, ...sizes[i]);
      name.made.classList.toggle("left-out", !put);
      if (!put) return;
      held.push(put.box);
      if (name.stands === put.at) return;
      name.stands = put.at;
      name.marker.setLatLng(put.at.point);
      name.made.style.transform = `translate(-50%, -50%) rotate(${put.at.turn}deg)`;
    });

    function free(places, width, height) {
      for (const at of places) {
        if (width > at.metres * perMetre) continue;
        const { x, y } = map.latLngToContainerPoint(at.point), turn = (at.turn * Math.PI) / 180;
        const across = Math.abs(Math.cos(turn)) * width + Math.abs(Math.sin(turn)) * height;
        const down = Math.abs(Math.sin(turn)) * width + Math.abs(Math.cos(turn)) * height;
        const box = my.box(x, y, across, down);
        if (box.left < 0 || box.top < 0 || box.right > glass.x || box.bottom > glass.y) continue;
        if (!my.covers(held, box)) return { at, box };
      }
      return null;
    }
  };
})((window.areaMap = window.areaMap || {}));
