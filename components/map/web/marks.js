/* The incidents: number, shape (risk), letter (state), and a word under an exercise. Changed in place, never redrawn,
   so that focus and the open card survive; set as text, never as markup. */
(function (my) {
  "use strict";

  const SHAPE = {                                      // 44 x 44
    low: ["circle", { cx: 22, cy: 22, r: 19 }],
    medium: ["rect", { x: 4, y: 4, width: 36, height: 36, rx: 5 }],
    high: ["path", { d: "M22 -2 46 22 22 46 -2 22Z" }],
    unknown: ["circle", { cx: 22, cy: 22, r: 18.5 }],
  };
  const OVER = ["closed", "rejected", "non_acute", "called_off"];

  /* The look of a mark, inside `made`; also used by the legend. */
  my.drawMark = function (made, mark, words) {
    const [tag, shape] = SHAPE[mark.risk] || SHAPE.unknown;
    const body = my.drawing("0 0 44 44", [[tag, { ...shape, class: "edge" }], [tag, { ...shape, class: "body" }]], "shape");
    const number = my.element("span", `number digits-${String(mark.number).length}`, mark.number);
    made.replaceChildren(body, number);
    if (mark.risk === "unknown") made.append(my.element("span", "query", "?"));
    if (words.states[mark.state]) made.append(my.element("span", "letter", words.states[mark.state].letter));
    if (mark.exercise) made.append(my.element("span", "exercise", words.exercise));
    made.className = `look risk-${mark.risk} ${OVER.includes(mark.state) ? "over" : "open"} state-${mark.state}`;
  };

  const risk = (mark, words) => [words.risk_name, words.risks[mark.risk]].filter(Boolean).join(": ");

  const said = (mark, words) =>
    [`${words.incident} ${mark.number}`, mark.exercise && words.exercise, mark.title, mark.place,
      risk(mark, words), words.states[mark.state] && words.states[mark.state].word, mark.meta]
      .filter(Boolean).join(". ");

  function card(words) {
    const made = my.element("div", "card"), part = {};
    for (const [name, tag] of [["head", "div"], ["title", "strong"], ["place", "div"], ["meta", "div"]])
      made.append((part[name] = my.element(tag, name)));
    return {
      made,
      fill(mark) {
        const state = words.states[mark.state];
        part.head.textContent = [mark.exercise && words.exercise, `${words.incident} ${mark.number}`,
          state && state.word, risk(mark, words)].filter(Boolean).join(" · ");
        part.title.textContent = mark.title;
        part.place.textContent = mark.place;
        part.meta.textContent = mark.meta;
      },
    };
  }

  /* The layer of marks. `choose(id)` is told of a click or Enter. */
  my.marks = function (map, words, choose) {
    map.createPane("threads").style.zIndex = 580;
    map.getPane("threads").style.pointerEvents = "none";
    const held = new Map(), open = { id: null, card: card(words) };
    const popup = L.popup({ maxWidth: 300, minWidth: 180, autoPanPadding: [12, 12], className: "incident" });
    popup.setContent(open.card.made);

    map.on("popupopen", () => popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close));
    map.on("popupclose", () => {
      const from = held.get(open.id);
      if (from && popup.getElement().contains(document.activeElement)) from.element.focus();
      open.id = null;
    });

    function show(id) {
      const one = held.get(id);
      open.card.fill(one.mark);
      popup.options.maxWidth = Math.min(300, map.getSize().x - 80);
      popup.options.offset = [one.offset[0], one.offset[1] - size() * 0.42];
      popup.options.autoPan = true;
      popup.setLatLng(one.marker.getLatLng()).openOn(map);
      popup.options.autoPan = false;                   // a later redraw must not move the map
      open.id = id;
    }

    const size = () => parseFloat(getComputedStyle(map.getContainer()).getPropertyValue("--mark"));

    function add(mark) {
      const look = my.element("div");
      const marker = L.marker([mark.lat, mark.lon], {
        icon: L.divIcon({ className: "mark", html: look, iconSize: null }), riseOnHover: true, keyboard: false,
      }).addTo(map);
      const element = marker.getElement();
      element.setAttribute("role", "button");
      const act = () => { show(mark.id); choose(mark.id); };
      marker.on("click", act);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        act();
      });
      const thread = my.element("span", "thread");
      const tied = L.marker([mark.lat, mark.lon], {
        icon: L.divIcon({ className: "name", html: thread, iconSize: [0, 0] }), pane: "threads", interactive: false, keyboard: false,
      }).addTo(map);
      held.set(mark.id, { marker, element, look, tied, thread, offset: [0, 0], drawn: "" });
    }

    function drop(id) {
      const one = held.get(id);
      if (open.id === id) map.closePopup(popup);
      one.marker.remove();
      one.tied.remove();
      held.delete(id);
    }

    function change(one, mark) {
      one.mark = mark;
      one.marker.setLatLng([mark.lat, mark.lon]);
      one.tied.setLatLng([mark.lat, mark.lon]);
      const drawn = JSON.stringify([mark.number, mark.risk, mark.state, mark.exercise]);
      if (one.drawn !== drawn) my.drawMark(one.look, mark, words);
      one.drawn = drawn;
      one.element.setAttribute("aria-label", said(mark, words));
      one.element.title = `${mark.number} · ${mark.title}`;
      if (open.id === mark.id) { open.card.fill(mark); popup.setLatLng(one.marker.getLatLng()); }
    }

    return {
      update(marks, selected, picking) {
        const here = new Set(marks.map((mark) => mark.id));
        for (const id of [...held.keys()]) if (!here.has(id)) drop(id);
        for (const mark of marks) {
          if (!held.has(mark.id)) add(mark);
          change(held.get(mark.id), mark);
        }
        for (const [id, one] of held) {
          one.element.classList.toggle("selected", id === selected);
          one.element.setAttribute("aria-pressed", id === selected);
          one.element.tabIndex = picking ? -1 : 0;     // while picking, a mark is part of the map
          one.marker.setZIndexOffset(id === selected ? 2000 : OVER.includes(one.mark.state) ? -1000 : 0);
        }
      },
      /* Moves marks apart on the glass and returns the boxes they take. */
      spread() {
        const all = [...held.values()].sort((a, b) => a.mark.id - b.mark.id);
        const spots = all.map((one) => map.latLngToContainerPoint(one.marker.getLatLng()));
        const wide = size();
        return my.spread(spots, wide * 1.42).map(([dx, dy], i) => {
          const one = all[i], length = Math.hypot(dx, dy);
          one.offset = [dx, dy];
          one.element.style.marginLeft = `${dx - wide / 2}px`;
          one.element.style.marginTop = `${dy - wide / 2}px`;
          one.thread.style.width = `${length}px`;
          one.thread.style.transform = `rotate(${Math.atan2(dy, dx)}rad)`;
          one.thread.hidden = length < wide * 0.3;
          if (open.id === one.mark.id) { popup.options.offset = [dx, dy - wide * 0.42]; popup.update(); }
          const tag = one.look.querySelector(".exercise"), box = wide * 1.36;
          const taken = my.box(spots[i].x + dx, spots[i].y + dy, Math.max(box, tag ? tag.offsetWidth + 6 : 0), box);
          return tag ? { ...taken, bottom: spots[i].y + dy + wide / 2 + tag.offsetHeight + 6 } : taken;
        });
      },
      /* Where a mark stands on the glass, or null. */
      spot(id) {
        const one = held.get(id);
        return one ? map.latLngToContainerPoint(one.marker.getLatLng()).add(one.offset) : null;
      },
      point: (id) => held.get(id).marker.getLatLng(),
      closeUnless(id) { if (open.id !== null && open.id !== id) map.closePopup(popup); },
      close() { map.closePopup(popup); },
    };
  };
})((window.areaMap = window.areaMap || {}));
