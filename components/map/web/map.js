/* The map of the area, inside streamlit-folium's frame. areaMap.start(map, base, { words, wall }) once, then
   areaMap.update({ revision, selected, picking, pin, pin_metres, marks }) whenever something changed.
   A click is reported at once, with the name of this frame and a number of its own (clicks.py tells it once). */
(function (my) {
  "use strict";

  const frame = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const MARGIN = 24;                                   // pixels from the edge that still count as in sight
  const GHOST_LASTS = 4000;                            // milliseconds until an unanswered click fades
  const now = { picking: false, selected: null, pin: null, clicks: 0, touched: false, fitting: false, styled: false, waiting: null };
  let map, base, words, ground, marks, furniture, pinned, ghost;

  function report(what) {
    window.Streamlit.setComponentValue({ frame, count: ++now.clicks, ...what });
  }

  /* The view */

  function wholeArea() {
    now.fitting = true;
    const { x, y } = map.getSize(), legend = furniture.legend() + 20, below = furniture.sources() + 6;
    const room = { paddingTopLeft: [14, 14], paddingBottomRight: [x - legend > y ? legend : 14, below] };
    map.fitBounds(base.bounds, { ...room, animate: false });
    now.fitting = now.touched = false;
  }

  function bringIntoSight(point, spot) {
    const glass = map.getSize();
    const seen = spot.x > MARGIN && spot.y > MARGIN && spot.x < glass.x - MARGIN && spot.y < glass.y - MARGIN;
    if (!seen) map.panTo(point, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  }

  function layOut() {
    if (now.styled) my.layOut(map, ground, marks, furniture, pinned ? pinned[1].getLatLng() : null);
  }

  /* Light or dark, as Streamlit is */

  function watchTheme() {
    const look = () => {
      const styles = [...document.head.querySelectorAll("style")].filter((style) => style.textContent.includes("--primary-color"));
      styles.slice(0, -1).forEach((style) => style.remove());     // Streamlit adds one at every redraw
      const [red, green, blue, opacity = 1] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
      const dark = opacity ? 0.3 * red + 0.6 * green + 0.1 * blue < 110 : matchMedia("(prefers-color-scheme: dark)").matches;
      document.documentElement.classList.toggle("dark", dark);
    };
    window.Streamlit.events.addEventListener("streamlit:render", look);
    look();
  }

  /* Picking a place */

  function pointAt(latlng) {
    if (now.picking) showGhost(latlng);
    report({ point: [latlng.lat, latlng.lng] });
  }

  function showGhost(latlng) {
    clearGhost();
    ghost = L.marker(latlng, { icon: L.divIcon({ className: "ghost", iconSize: null }), interactive: false, keyboard: false }).addTo(map);
    ghost.fades = setTimeout(clearGhost, GHOST_LASTS);
  }

  function clearGhost() {
    if (!ghost) return;
    clearTimeout(ghost.fades);
    ghost.remove();
    ghost = null;
  }

  function showPin(pin, metres) {
    const key = JSON.stringify([pin, metres]);
    if (key === now.pin) return;
    now.pin = key;
    if (pinned) pinned.forEach((layer) => layer.remove());
    pinned = null;
    if (!pin) return;
    const drop = my.element("div", "drop");
    drop.append(my.drawing("0 0 32 42", [
      ["path", { d: "M16 1C8 1 2 7 2 15 2 25 16 41 16 41S30 25 30 15C30 7 24 1 16 1Z" }],
      ["circle", { cx: 16, cy: 15, r: 5.5 }],
    ], "teardrop"));
    const flag = L.marker(pin, { icon: L.divIcon({ className: "pin", html: drop, iconSize: null }), keyboard: false, interactive: false, zIndexOffset: 5000 });
    const ring = L.circle(pin, { radius: metres, className: "pin-ring", interactive: false, pane: "threads" });
    pinned = [ring.addTo(map), flag.addTo(map)];
    flag.getElement().setAttribute("role", "img");
    flag.getElement().setAttribute("aria-label", words.chosen);
    bringIntoSight(pin, map.latLngToContainerPoint(pin));
  }

  function pick(picking) {
    if (picking === now.picking) return;
    now.picking = picking;
    map.getContainer().classList.toggle("picking", picking);
    map.doubleClickZoom[picking ? "disable" : "enable"]();
    furniture.hint(picking ? words.pick : "");
    clearGhost();
    if (picking) marks.close();
  }

  /* Hands and keys */

  function listen() {
    const container = map.getContainer();
    map.on("click", (event) => pointAt(event.latlng));
    map.on("moveend zoomend resize", () => layOut());
    map.on("movestart zoomstart", () => { if (!now.fitting) now.touched = true; });
    map.on("resize", () => { if (!now.touched) wholeArea(); });
    container.addEventListener("keydown", (event) => {
      if (event.target === container && event.key === "Enter") pointAt(map.getCenter());
      if (event.key === "Escape") marks.close();
    });
    /* The wheel scrolls the page until the map has been clicked or entered by keyboard. */
    map.scrollWheelZoom.disable();
    container.addEventListener("pointerdown", () => map.scrollWheelZoom.enable());
    container.addEventListener("focusin", () => map.scrollWheelZoom.enable());
    container.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
  }

  /* Leaflet measures what the style sheets make of it; streamlit-folium does not wait for them. */
  function whenStyled(act) {
    const late = [...document.querySelectorAll("link[rel=stylesheet]")].filter((link) => !link.sheet);
    const loaded = late.map((link) => new Promise((done) => { link.onload = link.onerror = done; }));
    Promise.all(loaded).then(act);
  }

  function nameFrame() {
    document.documentElement.lang = words.language;
    document.title = words.title;
    if (window.frameElement) window.frameElement.title = words.title;
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", words.title);
  }

  my.start = function (made, area, given) {
    map = made;
    base = area;
    words = given.words;
    const container = map.getContainer();
    container.classList.toggle("wall", given.wall);
    container.append(my.element("div", "reticle"));
    map.setMinZoom(11).setMaxZoom(19);
    map.setView(L.latLngBounds(base.bounds).getCenter(), 15, { animate: false });
    nameFrame();
    watchTheme();
    ground = my.ground(map, base, words);
    marks = my.marks(map, words, (id) => report({ mark: id }));
    furniture = my.furniture(map, base, words, wholeArea, layOut, given.wall);
    listen();
    whenStyled(() => {
      now.styled = true;
      map.invalidateSize({ animate: false });
      wholeArea();
      layOut();
      if (now.waiting) change(now.waiting);
      container.dataset.ready = "yes";
    });
  };

  my.update = function (state) {
    window.feature_group = [];                         // streamlit-folium fills it for ever
    if (now.styled) change(state);
    else now.waiting = state;
  };

  function change(state) {
    pick(state.picking);
    clearGhost();
    marks.update(state.marks, state.selected, state.picking);
    showPin(state.pin, state.pin_metres);
    layOut();
    if (state.selected !== now.selected) {
      now.selected = state.selected;
      if (state.selected !== null) marks.closeUnless(state.selected);
      const spot = marks.spot(state.selected);
      if (spot) bringIntoSight(marks.point(state.selected), spot);
    }
    map.getContainer().dataset.revision = state.revision;
  }
})((window.areaMap = window.areaMap || {}));
