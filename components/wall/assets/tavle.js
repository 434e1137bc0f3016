// The board: puts what the server says into its places, as text and never as markup. Holds no words of its own.
// One socket; it is opened again for ever, and a page of another version, or one that was told to, is opened anew.

const FACES = { closed: showClosed, calm: showCalm, incident: showIncident, review: showReview, pairing: showPairing }
const SILENCE = 10000 // ms without a sign of life until the connection counts as lost (signs come every 4 s)
const MARKED = 6000 // ms that a change stays marked
const ENDED = 4401 // the close code of a sign-in that is over
const AGAIN_AFTER = 5000 // ms at least between two openings of the page, whatever is asked
const METRES = 4
const BODY = 20, KEY = 30 // arc minutes of a capital letter at that distance (domain.md 5.1)
const CAPITAL = 0.66 // of the font size, in Source Sans
const MM = 25.4

const root = document.documentElement
const at = (id) => document.getElementById(id)
const svg = (name) => document.createElementNS("http://www.w3.org/2000/svg", name)
const board = at("board")
const seen = new Map() // face -> place -> what stood there when that face was shown last
let told = null // the newest message with faces
let heard = 0 // when the server last said anything
let behind = 0 // ms that this machine's clock is behind the server's
let lost = ""
let wait = 500

// -- Sizes: what a screen of so many inches must show to be read from four metres

function measure() {
  const { innerWidth: width, innerHeight: height } = window
  const perMm = Math.hypot(width, height) / (Number(root.dataset.inches) * MM)
  const size = (minutes) => (Math.tan((minutes / 60) * (Math.PI / 180)) * METRES * 1000 * perMm) / CAPITAL
  const upright = height > width // a telephone in somebody's hand: no wall
  root.classList.toggle("upright", upright)
  root.style.fontSize = upright ? "" : `${(size(BODY)).toFixed(2)}px`
  root.style.setProperty("--key", upright ? "" : `${(size(KEY) / size(BODY)).toFixed(4)}rem`)
  drawMap()
}

// -- Putting text into places

function put(place, text, mark = text) {
  const node = typeof place === "string" ? at(place) : place
  if (node.textContent !== text) node.textContent = text
  node.hidden = !text
  compare(node, mark)
}

// What differs from what stood in this place of this face the last time is marked for some seconds.
let face = "", name = 0
function compare(node, mark) {
  const places = seen.get(face)
  const place = node.id || `${node.closest("[id]")?.id} ${name++}`
  if (places.has(place) && places.get(place) !== mark) glow(node)
  places.set(place, mark)
}

function glow(node) {
  node.classList.remove("changed")
  void node.offsetWidth // begins the fading anew
  node.classList.add("changed")
  clearTimeout(node.glowing)
  node.glowing = setTimeout(() => node.classList.remove("changed"), MARKED)
}

// As many children as there are things to show: those that are there stay.
function children(place, things, make, fill) {
  while (place.children.length > things.length) place.lastElementChild.remove()
  while (place.children.length < things.length) place.append(make())
  things.forEach((thing, index) => fill(place.children[index], thing, index))
}

const made = (tag, ...within) => () => {
  const node = document.createElement(tag)
  node.append(...within.map((one) => document.createElement(one)))
  return node
}

function rows(place, things) {
  children(place, things, made("p", "b", "span"), (line, row) => {
    line.dataset.tone = row.tone
    line.classList.toggle("key", row.key)
    put(line.children[0], row.label, row.label)
    put(line.children[1], row.value, row.mark)
  })
}

function qr(place, code) {
  const figure = (at(place) ?? document.querySelector(place)).querySelector(".qr")
  figure.querySelector("svg").setAttribute("viewBox", `0 0 ${code.side} ${code.side}`)
  figure.querySelector("path").setAttribute("d", code.path)
  figure.querySelector("svg").setAttribute("aria-label", code.label)
  if (place !== "header") put(figure.querySelector("figcaption"), code.label)
}

// -- The faces

function showIncident(shown) {
  board.dataset.exercise = shown.exercise
  put("title", shown.title)
  put("what", shown.what)
  put("state", shown.state.text)
  at("state").dataset.tone = shown.state.tone
  put("unowned", shown.unowned ? `${shown.unowned.text} ${shown.unowned.n}` : "")
  put("risk", shown.risk.text)
  Object.assign(at("risk").dataset, { tone: shown.risk.tone, shape: shown.risk.shape })
  put("said", shown.situation)
  at("said").dataset.tone = shown.said_tone
  lanes(shown.matrix)
  rows(at("coordination"), shown.rows)
  put(at("told").querySelector("h2"), shown.told.head)
  rows(at("told").querySelector("div"), shown.told.rows)
  put("strip", shown.strip, shown.strip_mark)
  qr("header", shown.qr)
}

function lanes(matrix) {
  const cells = [{ cells: matrix.head.slice(1).map((text) => ({ text, tone: "head" })), name: matrix.head[0] }, ...matrix.rows]
  children(at("lanes"), cells, made("div", "b", "span", "span", "span", "span"), (line, row) => {
    line.setAttribute("role", "row")
    put(line.children[0], row.name)
    row.cells.forEach((cell, index) => {
      const node = line.children[index + 1]
      node.dataset.tone = cell.tone
      put(node, cell.text)
    })
  })
}

function showCalm(shown) {
  put("title", shown.title)
  put("headline", shown.headline)
  rows(at("rest"), shown.rows)
  put("first", shown.first)
  put("strip", shown.strip)
  qr("calm", shown.qr)
}

function showReview(shown) {
  put("title", shown.title)
  put("what", shown.what)
  put("state", shown.state.text)
  at("state").dataset.tone = shown.state.tone
  put("unowned", "")
  for (const part of ["spans", "counts", "decide"]) {
    put(at(part).querySelector("h2"), shown[part].head)
    rows(at(part).querySelector("div"), shown[part].rows)
  }
  put("strip", "")
}

// What a closed item hides is not kept anywhere in the page: not behind it, and not to compare with.
function forget() {
  seen.clear()
  seen.set(face, new Map())
  for (const id of ["lanes", "coordination", "rest"]) at(id).replaceChildren()
  for (const id of ["told", "spans", "counts", "decide"]) at(id).querySelector("div").replaceChildren()
  at("area").querySelector(".spots").replaceChildren()
  for (const here of at("area").querySelectorAll(".here")) here.classList.remove("here")
  for (const id of ["what", "state", "unowned", "risk", "said", "headline", "first"]) at(id).textContent = ""
}

function showClosed(shown) {
  if (at("lanes").children.length || at("rest").children.length || at("decide").querySelector("div").children.length) forget()
  put("title", shown.title)
  put("notice", shown.text)
  put("since", shown.since)
  put("length", shown.length, shown.since)
  put("strip", "")
}

function showPairing(shown) {
  put("title", shown.title)
  put("figures", shown.figures)
  children(at("steps"), shown.steps, made("p"), (line, step) => put(line, step))
  put("sign-in", shown.sign_in)
  qr("pairing", shown.qr)
  put("strip", "")
}

function drawMap() {
  const area = at("area")
  const shown = told?.faces[place()]
  const home = at(shown?.kind === "calm" ? "calm" : "incident").querySelector(".map")
  if (area.parentNode !== home) home.append(area)
  const scale = area.getScreenCTM()?.a
  if (!scale || !shown) return
  const rem = Number.parseFloat(getComputedStyle(root).fontSize)
  area.style.setProperty("--letter", `${rem / scale}px`)
  const zones = new Set(shown.zones)
  for (const quarter of area.querySelectorAll(".quarters path")) quarter.classList.toggle("here", zones.has(quarter.dataset.code))
  const radius = (rem / scale) * 0.72
  const group = area.querySelector(".spots")
  children(group, shown.spots ?? [], () => {
    const spot = svg("g")
    spot.append(svg("circle"), svg("text"))
    return spot
  }, (spot, { x, y, n }) => {
    spot.firstChild.setAttribute("r", radius)
    spot.setAttribute("transform", `translate(${x} ${y})`)
    if (spot.lastChild.textContent !== n) spot.lastChild.textContent = n
  })
}

// -- What is shown now

function place() {
  const all = told.faces.length
  return all > 1 ? Math.floor((Date.now() + behind) / (told.turn * 1000)) % all : 0
}

function show() {
  if (!told) return
  const shown = told.faces[place()]
  const before = face
  face = `${shown.kind} ${shown.key ?? ""}`
  name = 0
  if (face !== before) for (const marked of board.querySelectorAll(".changed")) marked.classList.remove("changed")
  if (!seen.has(face)) {
    if (seen.size > 20) seen.clear()
    seen.set(face, new Map())
  }
  board.dataset.face = shown.kind
  board.dataset.shown = place()
  board.dataset.exercise = Boolean(shown.exercise)
  for (const chip of ["what", "state", "unowned"]) if (!["incident", "review"].includes(shown.kind)) at(chip).hidden = true
  FACES[shown.kind](shown)
  drawMap()
  root.dataset.rev = told.rev ?? ""
}

function hear(message) {
  heard = Date.now()
  behind = message.at - heard
  lost = message.lost
  wait = 500
  if (message.version && message.version !== root.dataset.version) return again()
  if (message.kind === "again") return again()
  const asked = new URLSearchParams(location.search).get("lys")
  root.dataset.light = { lys: "light", mork: "dark" }[asked] ?? message.light
  at("clock").textContent = message.clock
  at("as-of").textContent = message.asOf
  delete board.dataset.lost
  if (message.faces) told = message
  root.dataset.heard = message.rev ?? ""
  return message.faces && show()
}

function connect() {
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/tavle/live${location.search}`)
  socket.onmessage = (event) => hear(JSON.parse(event.data))
  socket.onclose = (event) => {
    if (event.code === ENDED) return again()
    wait = Math.min(wait * 2, 5000)
    return setTimeout(connect, wait)
  }
  const opened = Date.now()
  const watch = setInterval(() => {
    if (socket.readyState > WebSocket.OPEN) return clearInterval(watch)
    if (Date.now() - Math.max(heard, opened) < SILENCE * 2) return undefined
    clearInterval(watch) // half-open, as after a sleep: its own end may be a minute away, so nobody waits for it
    socket.onmessage = socket.onclose = null
    socket.close()
    return connect()
  }, 1000)
}

let opening = 0
function again() {
  if (opening) return
  const before = Number(sessionStorage.getItem("opened") ?? 0)
  opening = setTimeout(() => {
    sessionStorage.setItem("opened", Date.now())
    location.reload()
  }, Math.max(0, before + AGAIN_AFTER - Date.now()))
}

setInterval(() => {
  if (told && String(place()) !== board.dataset.shown) show()
  if (heard && Date.now() - heard > SILENCE) {
    at("lost").textContent = lost
    board.dataset.lost = ""
  }
}, 500)
window.addEventListener("resize", measure)
measure()
connect()
