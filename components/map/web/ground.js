/* The calm base: municipality, area, zones, streets, blocks and places, drawn once from data; colours are in map.css. */
(function (my) {
  "use strict";

  const ZONE_NAMES_FROM = 14.2;
  const PLACES_FROM = 14.2;

  my.element = function (tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text != null) made.textContent = text;
    return made;
  };

  my.drawing = function (box, parts, name) {           // parts: [tag, attributes] from our own tables, never from data
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", box);
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", name);
    for (const [tag, attributes] of parts) {
      const part = document.createElementNS(svg.namespaceURI, tag);
      for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
      svg.append(part);
    }
    return svg;
  };

  const SIGN = {                                       // 16 x 16
    school: "M8 3 1 6.2 8 9.4 15 6.2ZM4 8.6V11.2C5 12.8 11 12.8 12 11.2V8.6L8 10.6Z",
    childcare: "M2 9H7V14H2ZM9 9H14V14H9ZM8 2 11 7H5Z",
    church: "M7 1H9V3H11V5H9V7.2L13 10V15H9.3V12H6.7V15H3V10L7 7.2V5H5V3H7Z",
    health: "M6 2H10V6H14V10H10V14H6V10H2V6H6Z",
    station: "M4 2H12L13 3V10L11 12 12.5 14.5H10.5L9.3 12.5H6.7L5.5 14.5H3.5L5 12 3 10V3ZM4.6 4V7.6H11.4V4Z",
    centre: "M3 2H13L14.5 6.5H1.5ZM3 8H13V14H9.5V10.5H6.5V14H3Z",
    care: "M8 14 2.2 8.2C-.6 4.6 4 0 8 4.4 12 0 16.6 4.6 13.8 8.2Z",
    home: "M8 2 1 8.4H3V14H7V10H9V14H13V8.4H15Z",
    other: "M8 5A3 3 0 1 0 8 11 3 3 0 1 0 8 5Z",
  };

  function sign(kind, signs) {
    const path = SIGN[signs[kind]] || SIGN[kind] || SIGN.other;
    const made = my.element("span", "plate");
    made.append(my.drawing("0 0 16 16", [["path", { d: path, "fill-rule": "evenodd" }]], "sign"));
    return made;
  }

  function name(map, point, made) {
    const icon = L.divIcon({ className: "name", html: made, iconSize: [0, 0] });
    L.marker(point, { icon, pane: "names", interactive: false, keyboard: false }).addTo(map);
    return made;
  }

  function tip(layer, text) {                          // an element, never a string: strings become markup
    if (matchMedia("(hover: hover)").matches)
      layer.bindTooltip(my.element("span", null, text), { direction: "top", className: "tip", opacity: 1, sticky: true });
  }

  const radius = (homes) => 7 + 1.45 * Math.sqrt(homes || 8);     // metres

  /* Draws the base; returns the names that the layout moves or leaves out, the blocks they should not cover, and the
     names of streets. */
  my.ground = function (map, base, words) {
    for (const [pane, above] of [["land", 200], ["names", 450]]) {
      map.createPane(pane).style.zIndex = above;
    }
    map.getPane("names").style.pointerEvents = "none";
    const renderer = L.svg({ pane: "land", padding: 0.6 });
    const polygon = (rings, style) =>
      L.polygon(rings, { pane: "land", renderer, className: style, interactive: false, smoothFactor: 0.5 }).addTo(map);

    polygon(base.municipality, "municipality");
    polygon(base.outline, "area");
    const labels = [];
    base.zones.forEach((zone, i) => {
      polygon(zone.rings, `zone zone-${i % 6}`);
      const made = my.element("span", `zone-name zone-${i % 6}`);
      made.append(my.element("b", null, zone.name));
      if (zone.homes) made.append(my.element("small", null, `${zone.homes} ${words.homes}`));
      const others = base.zones.filter((other) => other !== zone).flatMap((other) => other.rings);
      labels.push({ point: L.latLng(zone.label), made: name(map, zone.label, made), must: true, from: ZONE_NAMES_FROM, at: "around", own: zone.rings, others });
    });
    const streets = base.ground ? my.streets(map, base.ground, renderer) : [];
    const blocks = base.blocks.map((block) => {
      const centre = L.latLng(block.lat, block.lon), drawn = { pane: "land", renderer, className: "block" };
      const shape = block.rings
        ? L.polygon(block.rings.map((steps) => my.corners(steps, base.ground.origin)), { ...drawn, smoothFactor: 0.4 })
        : L.circle(centre, { ...drawn, radius: radius(block.homes) });
      tip(shape.addTo(map), block.homes ? `${block.label} · ${block.homes} ${words.homes}` : block.label);
      const number = name(map, centre, my.element("span", "block-number", block.number));
      return { centre, metres: radius(block.homes), number };
    });
    const places = base.places.map((place) => {
      const point = L.latLng(place.lat, place.lon), made = name(map, point, sign(place.kind, words.signs));
      const short = place.name.replace(/\s*\([^)]*\)/g, "");
      return { point, sign: made, name: name(map, point, my.element("span", "place-name", short)) };
    });
    for (const { point, sign: made } of places) labels.push({ point, made, from: PLACES_FROM, must: false, at: "centre", others: [] });
    for (const { point, name: made, sign: of } of places) labels.push({ point, made, of, from: PLACES_FROM, must: false, at: "beside", others: [] });
    return { labels, blocks, streets };
  };
})((window.areaMap = window.areaMap || {}));
