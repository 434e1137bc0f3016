/* What stands round the map: zoom, whole area, scale, legend, hint and the sources of the data. */
(function (my) {
  "use strict";

  const el = (...given) => my.element(...given);
  const ROOM_FOR_LEGEND = 820;                         // pixels of width from which it starts open
  const RISKS = ["high", "medium", "low", "unknown"];

  function place(map, position, made) {
    const control = L.control({ position });
    control.onAdd = () => made;
    L.DomEvent.disableClickPropagation(made);
    L.DomEvent.disableScrollPropagation(made);
    control.addTo(map);
    return made;
  }

  function button(text, says, act) {
    const made = el("button", null, text);
    made.type = "button";
    if (says) { made.setAttribute("aria-label", says); made.title = says; }
    made.addEventListener("click", act);
    return made;
  }

  function view(map, words, wholeArea) {
    const made = el("div", "view");
    const whole = button(null, null, wholeArea);
    whole.className = "whole";
    whole.title = words.whole_area;
    whole.append(
      my.drawing("0 0 16 16", [["path", { d: "M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10" }]], "frame"),
      el("span", null, words.whole_area),
    );
    made.append(button("+", words.zoom_in, () => map.zoomIn()), button("−", words.zoom_out, () => map.zoomOut()), whole);
    place(map, "topleft", made);
  }

  function sample(text, fill) {
    const row = el("li"), drawn = el("span", "sample");
    fill(drawn);
    row.append(drawn, el("span", null, text));
    return row;
  }

  function part(heading, rows) {
    const made = el("section"), list = el("ul");
    list.append(...rows);
    made.append(el("h3", null, heading), list);
    return made;
  }

  function legend(map, base, words, folded, wall) {
    const shape = (risk) => sample(words.risks[risk], (at) => {
      const look = el("div");
      my.drawMark(look, { risk, state: "", number: "", exercise: false }, words);
      at.append(look);
    });
    const letter = (state) => sample(words.states[state].word, (at) => {
      at.append(el("span", "letter", words.states[state].letter));
    });
    const patch = (text, name, note) => {
      const row = sample(text, (at) => at.append(el("span", `patch ${name}`)));
      if (note) row.lastChild.append(el("small", null, note));
      return row;
    };
    const streets = base.ground && Object.values(base.ground.streets).some((all) => all.length);
    const outlined = base.blocks.some((block) => block.rings);
    const ground = [
      patch(outlined ? words.outline : words.block, outlined ? "block-patch outlined" : "block-patch", base.labels.blocks),
      ...(base.ground && base.ground.buildings.length ? [patch(words.building, "building-patch")] : []),
      ...(streets ? [patch(words.street, "street-patch")] : []),
      patch(words.zone, "zone-patch", base.labels.zones),
      patch(words.area, "area-patch"),
      patch(words.municipality, "municipality-patch"),
    ];
    const body = el("div", "legend-body");
    body.id = "legend-body";
    body.append(
      part(words.risk, RISKS.filter((risk) => words.risks[risk]).map(shape)),
      part(words.state, Object.keys(words.states).map(letter)),
      part(words.ground, ground),
    );
    if (base.labels.streets) body.append(el("p", "note", base.labels.streets));
    const made = el("div", "legend"), toggle = button(words.legend, null, () => { fold(!body.hidden); folded(); });
    function fold(away) {
      body.hidden = away;
      toggle.setAttribute("aria-expanded", !away);
    }
    toggle.setAttribute("aria-controls", body.id);
    made.append(toggle, body);
    fold(map.getContainer().clientWidth < ROOM_FOR_LEGEND && !wall);
    place(map, "topright", made);
  }

  /* Everything round the map; `folded` is told when the legend was opened or shut. Returns hint(text or empty),
     boxes(): what is covered, sources(): their height, and legend(): its width. */
  my.furniture = function (map, base, words, wholeArea, folded, wall) {
    view(map, words, wholeArea);
    legend(map, base, words, folded, wall);
    L.control.scale({ imperial: false, position: "bottomleft", maxWidth: 120 }).addTo(map);
    const sources = place(map, "bottomright", el("div", "sources", base.attribution));
    const hint = el("div", "hint");
    hint.setAttribute("role", "status");
    map.getContainer().append(hint);
    return {
      hint(text) { if (hint.textContent !== text) hint.textContent = text; },
      sources: () => sources.offsetHeight,
      legend: () => map.getContainer().querySelector(".legend").offsetWidth,
      boxes() {
        const { x, y } = map.getSize();
        const boxes = [...map.getContainer().querySelectorAll(".leaflet-control, .legend > *, .hint")].map((one) => one.getBoundingClientRect());
        return boxes.filter((box) => box.width * box.height < (x * y) / 4);      // what covers the map moves nothing
      },
    };
  };
})((window.areaMap = window.areaMap || {}));
