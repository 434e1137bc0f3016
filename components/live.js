// One connection to /live for the whole tab, shared by every listener on the page. What it does:
//   asks a following part to redraw when the log has grown,
//   says which form of the plan is open here, and hears who else writes where (components/presence.js),
//   says when the connection is lost, when a click on Save got no answer, when the clock is off,
//   leaves for the sign-in page when the sign-in has ended.
// Plain DOM, no HTML from data; all words come from Python.

const HOME = "__beredskabLive"
const ANSWER_WITHIN = 8000 // ms a click on Save may wait for its answer while the connection is silent
const BUSY_AT_MOST = 2000 // ms a redraw waits for a script that is running: it may be drawing that very revision
const REST = 80 // ms at rest before a redraw: a page that moves on (st.switch_page) rests for a moment between its runs
const APART = 25 // ms between two parts that are asked to redraw
const ASUNDER = 20000 // ms the page and its signs of life may come from two instances behind a proxy
const ENDED = 4401
const SILENT = 15000 // ms without a sign of life after which nobody is said to be writing any more
const UNSAID = ["Connection error", "Page not found"] // Streamlit's boxes: the first we say better, the second leads home

export default function ({ data, parentElement, setTriggerValue }) {
  const live = (window[HOME] ??= new Live())
  live.told(data)
  if (!data.follow) return undefined
  live.listen(parentElement, data, () => setTriggerValue("rev", live.rev))
  return () => live.forget(parentElement)
}

class Live {
  constructor() {
    this.rev = 0
    this.listeners = new Map()
    this.words = {}
    this.silence = 10000
    this.clockOff = 2
    this.heard = Date.now() // when the last sign of life came
    this.asOf = {} // the server's clock in that sign, as people write it, by language
    this.language = ""
    this.wait = 500
    this.triedAt = 0 // when it last tried to connect
    this.together = Date.now() // when a sign last came from the instance that drew this page, or signs came again at all
    this.clicked = 0 // when Save was clicked and is not answered yet
    this.sending = "" // the form in which it was
    this.used = 0
    this.writing = [] // who else writes where
    this.said = "" // the form that this page last said is open in it
    this.saidAt = 0
    this.stirredAt = 0 // when Streamlit last began or ended something
    this.strips = new Strips()
    this.app = document.querySelector('[data-testid="stApp"]')
    if (this.app) new MutationObserver(() => this.appChanged()).observe(this.app, { attributes: true })
    new MutationObserver(() => this.spareEnglish()).observe(document.body, { childList: true })
    for (const kind of ["focusin", "input"]) document.addEventListener(kind, () => this.spareEnglish(), true)
    this.spareEnglish()
    document.addEventListener("click", (event) => this.saveClicked(event), true)
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => this.personThere(), true)
    document.addEventListener("visibilitychange", () => this.look())
    window.addEventListener("online", () => this.connect())
    window.addEventListener("pageshow", (event) => event.persisted && location.reload())
    setInterval(() => this.look(), 1000)
    this.connect()
  }

  told(data) {
    this.words = data.words
    this.language = document.documentElement.lang = data.language
    this.drawnBy = data.from
    this.silence = data.silence * 1000
    this.clockOff = data.clock
    this.writes = data.writes
    this.strips.closeWord = data.words.close
  }

  listen(place, { rev, running, seldom }, redraw) {
    this.listeners.set(place, { shown: rev, running, seldom, redraw, asked: 0, askedAt: 0 })
    this.redrawLate()
  }

  // A part that changes seldom is late when another part has found something else running; alone on its page it follows.
  isLate(one, all) {
    const others = one.seldom ? all.filter((other) => !other.seldom) : []
    return others.length
      ? others.some((other) => other.shown > one.shown && other.running !== one.running)
      : one.shown < this.rev
  }

  forget(place) {
    this.listeners.delete(place)
  }

  connect() {
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) return
    clearTimeout(this.retry)
    this.triedAt = Date.now()
    this.socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/live")
    this.said = ""
    this.socket.onmessage = (event) => this.signOfLife(JSON.parse(event.data))
    this.socket.onclose = (event) => this.closed(event)
  }

  closed(event) {
    if (event.code === ENDED) return this.leave(event.reason)
    this.broken = true
    if (this.clicked) this.unsaved()
    this.retry = setTimeout(() => this.connect(), this.wait)
    this.wait = Math.min(this.wait * 2, 5000)
  }

  leave(why) {
    window.__beredskabDrafts?.end() // what was typed and not saved goes with the sign-in (components/drafts.js)
    const here = why === "udloebet" ? "&next=" + encodeURIComponent(location.pathname + location.search) : ""
    const spoken = ["", "da"].includes(this.language) ? "" : "&sprog=" + this.language
    location.assign("/log-ind?besked=" + encodeURIComponent(why) + spoken + here)
  }

  signOfLife(sign) {
    const before = this.heard
    this.heard = Date.now()
    if (sign.from === this.drawnBy || this.broken || this.heard - before > this.silence) this.together = this.heard
    this.asOf = sign.clock
    this.wait = 500
    this.broken = false
    if (sign.from === this.drawnBy) this.strips.drop("lost") // else the page may still hang with the instance that drew it
    const minutes = Math.round(Math.abs(Date.now() - sign.at) / 60000)
    if (Math.abs(Date.now() - sign.at) > this.clockOff * 60000)
      this.strips.show("clock", this.words.clock?.replace("{minutes}", minutes))
    else this.strips.drop("clock")
    if (sign.writing) this.tellWriting(sign.writing)
    this.sayForm() // in answer: a page in the background, whose timers hardly run, still lives
    this.rev = sign.rev
    this.redrawLate()
  }

  // A following part that shows an older revision is asked to redraw - once, and again if nothing came of it.
  redrawLate() {
    const now = Date.now()
    const all = [...this.listeners.values()]
    const late = all.filter((one) => this.isLate(one, all))
    const due = late.filter((one) => one.asked < this.rev || now - one.askedAt > 5000)
    if (!due.length) return (this.busySince = 0)
    if (running() || now - this.stirredAt < REST) {
      this.busySince ||= now
      if (now - this.busySince < BUSY_AT_MOST) {
        clearTimeout(this.later)
        this.later = setTimeout(() => this.redrawLate(), 50)
        return undefined
      }
    }
    this.busySince = 0
    // One after the other: Streamlit gathers what is asked in the same moment and would redraw one part only.
    due.forEach((one, place) => {
      one.asked = this.rev
      one.askedAt = now
      setTimeout(() => one.redraw(), place * APART)
    })
    return undefined
  }

  look() {
    if (this.sending !== openForm()) this.strips.drop("unsaved") // it had arrived after all, or was given up
    const silent = Date.now() - this.heard
    if (silent > SILENT && this.writing.length) this.tellWriting([])
    this.sayForm()
    if (silent > this.silence || (this.broken && silent > 6000)) {
      this.strips.show("lost", this.words.lost?.replace("{time}", this.asOf[this.language] ?? "?"), this.words.lostMore)
      // Half-open: try anew. A new try is given its time, because a proxy may be turning to another server.
      if (Math.min(silent, Date.now() - this.triedAt) > this.silence * 2) this.socket?.close()
    }
    if (this.clicked && Date.now() - this.clicked > ANSWER_WITHIN && silent > 5000) this.warnUnsaved()
    if (silent < this.silence && Date.now() - this.together > ASUNDER) this.beginAnew()
    if (!this.broken) this.redrawLate()
  }

  // The instance that drew this page hangs, perhaps, while another one gives the signs: the page would look alive and
  // never change. What is typed is kept (components/drafts.js). Not asked twice while the proxy still waits for the one that hangs.
  beginAnew() {
    this.together = Date.now() + ASUNDER * 2
    location.reload()
  }

  // A click on Save is answered when Streamlit has run and come to rest again on the same connection.
  saveClicked(event) {
    const button = event.target?.closest?.("button")
    if (!button?.closest('[data-testid="stFormSubmitButton"], [class*="st-key-save"]')) return
    this.strips.drop("unsaved")
    this.clicked = Date.now()
    this.sending = openForm()
    this.ran = false
    if (this.broken) this.unsaved()
  }

  appChanged() {
    this.stirredAt = Date.now()
    if (!this.clicked) return
    if (this.app.dataset.testConnectionState !== "CONNECTED") return this.unsaved()
    this.ran ||= running()
    if (!this.ran || running()) return
    this.clicked = 0 // also after a long silence: what was sent was kept on the way
    this.strips.drop("unsaved")
  }

  // For good: whatever the server did, its answer will not come any more.
  unsaved() {
    this.clicked = 0
    this.warnUnsaved()
  }

  warnUnsaved() {
    this.strips.show("unsaved", this.words.unsaved, "", true)
  }

  // Streamlit 1.67 says these in English and has no setting for them. Ours say the first one better.
  spareEnglish() {
    requestAnimationFrame(() => {
      for (const hint of document.querySelectorAll('[data-testid="InputInstructions"] > span'))
        hint.style.display = hint.textContent.startsWith("Press ") ? "none" : ""
      for (const box of document.querySelectorAll('[data-testid="stDialog"] [role="dialog"]'))
        if (UNSAID.includes(box.querySelector("h2")?.textContent)) box.querySelector("button")?.click()
    })
  }

  tellWriting(writing) {
    this.writing = writing
    window.dispatchEvent(new Event("beredskab-writing"))
  }

  // The form, and nothing of what is in it. Said when it opens or closes, and every few seconds while it is open.
  sayForm() {
    const [what, id, , key] = openForm().split(".")
    const drawn = key && this.writes?.includes(what) && document.querySelector(`[class*="-${CSS.escape(key)}"]`)
    const form = drawn ? `${what}.${id}` : ""
    if (form === this.said && (!form || Date.now() - this.saidAt < 3500)) return
    if (this.socket?.readyState !== WebSocket.OPEN) return
    this.socket.send(JSON.stringify({ form }))
    this.said = form
    this.saidAt = Date.now()
  }

  // Idle is when nobody is at the keyboard, not when nobody presses a button: typing a long text counts as use.
  personThere() {
    if (Date.now() - this.used < 60000 || this.socket?.readyState !== WebSocket.OPEN) return
    this.used = Date.now()
    this.socket.send('{"used":1}')
  }
}

// The pin of the form that is open in this tab (components/sheet.py).
function openForm() {
  return new URLSearchParams(location.search).get("formular") ?? ""
}

function running() {
  const state = document.querySelector('[data-testid="stApp"]')?.getAttribute("data-test-script-state")
  return state === "running" || state === "rerunRequested"
}

// The messages lie over everything, dialogs too, and let clicks through.
class Strips {
  constructor() {
    this.shown = new Map()
    this.box = document.createElement("div")
    this.box.id = "beredskab-strips"
    Object.assign(this.box.style, {
      position: "fixed", top: "0", left: "0", right: "0", zIndex: "2147483000", pointerEvents: "none",
      font: '600 1rem/1.4 system-ui, "Segoe UI", Roboto, sans-serif',
    })
    document.body.append(this.box)
  }

  show(kind, text, more = "", closable = false) {
    if (!text) return
    let strip = this.shown.get(kind)
    if (!strip) {
      strip = document.createElement("div")
      strip.setAttribute("role", "alert")
      strip.dataset.strip = kind
      Object.assign(strip.style, LOOK[kind], {
        padding: ".55rem 3.2rem .55rem 1rem", position: "relative", boxShadow: "0 1px 4px rgba(0,0,0,.35)",
      })
      strip.append(document.createElement("strong"), document.createElement("span"))
      strip.lastChild.style.cssText = "font-weight:400;margin-left:.6em"
      if (closable) strip.append(this.closer(kind))
      this.shown.set(kind, strip)
      this.box.append(strip)
    }
    const [head, tail] = strip.children
    if (head.textContent !== text) head.textContent = text
    if (tail.textContent !== more) tail.textContent = more
  }

  closer(kind) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = "×"
    button.setAttribute("aria-label", this.closeWord ?? "")
    button.style.cssText =
      "position:absolute;right:.4rem;top:.15rem;width:2.4rem;height:2.4rem;font-size:1.5rem;line-height:1;" +
      "color:inherit;background:transparent;border:0;cursor:pointer;pointer-events:auto"
    button.onclick = () => this.drop(kind)
    return button
  }

  drop(kind) {
    this.shown.get(kind)?.remove()
    this.shown.delete(kind)
  }
}

const LOOK = {
  lost: { color: "#fff", background: "#8c1d18" },
  unsaved: { color: "#fff", background: "#8c1d18", borderTop: "1px solid #fff" },
  clock: { color: "#241a00", background: "#ffd978" },
  ending: { color: "#241a00", background: "#ffd978" },
}
