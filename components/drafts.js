// What is typed and not saved stays in the writer's own browser until it is saved, given up or the sign-in ends:
//   given back after a reload, a lost session or a closed tab, when the same sign-in opens the same form again,
//   shown beside what stands there now when others have changed that meanwhile: never put over it by itself,
//   kept apart from what another tab of the same person types into the same form.
// Nothing of it is sent anywhere. Plain DOM, text as text; all words come from Python (components/drafts.py).
//
// A draft is one entry of the browser's store: "beredskab-kladde <sign-in> <form> <pin's key>" -> {at, tab, sent, fields}.
// The form's pin stands in the address (?formular=what.id.version.key), its key in the class of each of its fields.

const HOME = "__beredskabDrafts"
const MARK = "beredskab-kladde "
const FIELDS = "textarea, input[type=text]:not([role=combobox], [autocomplete=one-time-code])" // a code is kept nowhere
const CLOSES = /^st-key-(save|other|cancel|mine|theirs|remove|keep)-/ // the buttons with which a form is meant to close
const CLOCK = /-clock$/ // a clock time without its day: an older one says nothing in a form that is opened anew
const LARGEST = 100000 // characters of one draft; what is longer is kept in this tab alone
const ANSWERED = 2500 // ms after which a form that still stands was refused: what is in it was not saved
const WARNED = 15 * 60000 // ms before the end of the sign-in in which whoever has something unsaved is warned
const OTHERS_ANSWER = 200 // ms in which another tab says that it has the form open

export default function ({ data, parentElement }) {
  const drafts = (window[HOME] ??= new Drafts())
  drafts.told(data)
  return data.form ? drafts.opened(data, parentElement) : undefined
}

class Drafts {
  constructor() {
    this.shelf = new Shelf()
    this.tab = Math.random().toString(36).slice(2)
    this.who = "" // names the sign-in, and opens nothing
    this.words = {}
    this.pin = null
    this.slot = "" // where this tab keeps what is typed into the open form
    this.mine = null // that draft
    this.first = new Map() // field of a form -> what stood there before anybody typed
    this.typed = new WeakMap() // field -> the name of what a person typed in it; the page may use a field for another one
    this.pressed = 0 // when a button that closes the form was pressed
    this.over = false
    document.addEventListener("input", (event) => event.isTrusted && this.type(event.target), true)
    document.addEventListener("focusin", () => this.look(), true)
    document.addEventListener("click", (event) => this.press(event.target), true)
    window.addEventListener("pagehide", () => this.look())
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(MARK.trim()) : null
    if (this.channel) this.channel.onmessage = (event) => this.hear(event.data)
    setInterval(() => this.look(), 1000)
  }

  // A browser has one sign-in at a time: what belongs to another one belongs to nobody any more.
  told(data) {
    this.words = data.words
    this.ends = data.ends
    this.clock = clockOf(data.language)
    if (this.who !== data.who) {
      this.who = data.who
      this.over = false
      this.leavePin()
      this.shelf.forget((name, kept) => !name.startsWith(`${MARK}${this.who} `) || Date.now() - kept.at > data.hours * 3600000)
    }
  }

  // The sign-in has ended: nothing is kept from now on, whatever the page still does while it goes.
  end() {
    this.over = true
    this.mine = null
    this.shelf.forget((name) => name.startsWith(`${MARK}${this.who} `))
  }

  look() {
    if (this.over || !this.who) return
    const pin = openPin()
    if (pin?.key !== this.pin?.key) {
      this.leavePin()
      if (pin) this.enter(pin)
    }
    this.warn()
    if (!this.pin) return
    if (this.pressed && Date.now() - this.pressed > ANSWERED && !busy()) this.press(null)
    for (const [name, field] of this.fields()) this.keep(name, field)
  }

  // Nobody loses by the clock what could have been saved.
  warn() {
    const strips = window.__beredskabLive?.strips
    const unsaved = this.pin && Object.keys(this.mine.fields).length
    if (unsaved && this.ends && this.ends - Date.now() < WARNED)
      strips?.show("ending", this.words.ending.replace("{time}", this.clock.format(this.ends)))
    else strips?.drop("ending")
  }

  enter(pin) {
    this.pin = pin
    this.slot = this.slotOf(pin.key)
    this.mine = this.shelf.get(this.slot) ?? { at: Date.now(), tab: this.tab, fields: {} }
    this.back = this.mine.tab !== this.tab && Object.keys(this.mine.fields).length ? this.mine.at : 0
    this.pressed = 0
  }

  // Saved or given up: forgotten. Left in any other way - the back button, another page, a closed tab - it waits.
  leavePin() {
    if (this.pin && (this.pressed || this.mine.sent)) this.shelf.remove(this.slot)
    this.pin = this.mine = null
  }

  slotOf(key) {
    return `${MARK}${this.who} ${this.pin.what}.${this.pin.id} ${key}`
  }

  // -- what is typed

  // Every field of the open form by its name.
  fields() {
    const found = new Map()
    for (const holder of document.querySelectorAll(`[class*="-${CSS.escape(this.pin.key)}"]`)) {
      const field = holder.querySelector(FIELDS)
      const name = field && this.nameOf(field)
      if (name) found.set(name, field)
    }
    return found
  }

  nameOf(field) {
    const key = this.pin?.key
    const holder = key && field.closest?.(`[class*="-${CSS.escape(key)}"]`)
    const cls = holder && [...holder.classList].find((one) => one.startsWith("st-key-") && one.endsWith(`-${key}`))
    return cls ? cls.slice("st-key-".length, -key.length - 1) : ""
  }

  // Kept at once: a closed item may put the form aside in the next moment.
  type(field) {
    if (this.over || !field.matches?.(FIELDS)) return
    if (openPin()?.key !== this.pin?.key) this.look()
    const name = this.pin && this.nameOf(field)
    if (!name) return
    this.typed.set(field, this.pin.key + name)
    if (this.pressed || this.mine.sent) this.press(null)
    this.keep(name, field)
  }

  // What a person types, or the server writes together, is kept. A field that is drawn anew, empty or as it was at first,
  // gets it back: after a reload, or on the way back to a page - again, if the page takes it away once more.
  keep(name, field) {
    const kept = this.mine.fields[name]
    const place = this.pin.key + name
    const typed = this.typed.get(field) === place
    if (!this.first.has(place)) this.first.set(place, typed ? (kept?.base ?? field.defaultValue) : field.value)
    const base = this.first.get(place)
    if (field.value === (kept?.text ?? base)) return
    if (typed) this.put(name, field.value, kept?.base ?? base)
    else if (!kept) this.first.set(place, field.value)
    else if (["", base].includes(field.value)) write(field, kept.text)
    else this.put(name, field.value, kept.base)
  }

  put(name, text, base) {
    if (text === base) delete this.mine.fields[name]
    else this.mine.fields[name] = { text, base }
    this.store()
  }

  // Another tab may have come by the same address (a duplicated one) and typed something else: then each keeps its own.
  store() {
    const theirs = this.shelf.get(this.slot)
    if (theirs && theirs.tab !== this.tab && theirs.at > this.mine.at) this.slot = `${this.slot}~${this.tab}`
    this.mine = { ...this.mine, at: Date.now(), tab: this.tab }
    if (Object.keys(this.mine.fields).length) this.shelf.put(this.slot, this.mine)
    else this.shelf.remove(this.slot)
  }

  press(target) {
    const holder = this.pin && target?.closest?.("button") && target.closest(`[class*="-${CSS.escape(this.pin.key)}"]`)
    const closes = holder && [...holder.classList].some((one) => CLOSES.test(one))
    if (target && !closes) return
    this.pressed = closes ? Date.now() : 0
    if (!this.pin || !!closes === !!this.mine.sent) return
    this.mine.sent = !!closes
    if (Object.keys(this.mine.fields).length) this.store()
  }

  // -- what was typed before

  // The form is drawn. What waits from a tab that is gone comes back, or is shown beside what stands there now.
  opened(data, place) {
    if (place.dataset.key === data.key) return undefined // drawn anew; what is said stays
    place.dataset.key = data.key
    const told = new Told(place, data.words, this.clock)
    setTimeout(() => this.bringBack(data.key, told), 0)
    return undefined
  }

  async bringBack(key, told) {
    await until(() => (this.look(), this.pin?.key === key && this.fields().size && !busy()), 5000)
    if (this.pin?.key !== key) return
    if (this.back) told.fetched(this.back, () => this.discard())
    const form = `${MARK}${this.who} ${this.pin.what}.${this.pin.id} `
    const open = await this.openElsewhere(form)
    if (this.pin?.key !== key) return
    if (open.length) told.elsewhere()
    const waiting = this.shelf.all((name) => name.startsWith(form) && name !== this.slot && !open.includes(name))
    const [newest, ...older] = waiting.sort(([, a], [, b]) => b.at - a.at).filter((one) => this.says(...one))
    if (newest) this.offer(...newest, told)
    const show = () => older.filter((one) => this.says(...one)).forEach((one) => this.offer(...one, told))
    if (older.length) told.older(older.length, show, () => older.forEach(([name]) => this.shelf.remove(name)))
  }

  // Whether a draft says what does not stand in the form already; otherwise it is of no use any more.
  says(name, draft) {
    const news = this.news(draft).length > 0
    if (!news) this.shelf.remove(name)
    return news
  }

  news(draft) {
    const fields = this.fields()
    const texts = Object.entries(draft.fields).filter(([field]) => !CLOCK.test(field))
    return texts.filter(([field, { text }]) => fields.get(field)?.value !== text)
  }

  offer(name, draft, told) {
    const fields = this.fields()
    const news = this.news(draft)
    const changed = news.filter(([field, { base }]) => fields.has(field) && fields.get(field).value !== base)
    const free = !Object.keys(this.mine.fields).length && !draft.sent
    if (free && !changed.length) {
      this.take(news, (text) => text)
      this.shelf.remove(name)
      return told.fetched(draft.at, () => this.discard())
    }
    const shown = news.map(([field, { text }]) => [labelOf(fields.get(field)), text])
    return told.beside(draft, shown, changed.length > 0, {
      use: () => this.take(news, (text) => text),
      both: () => this.take(news, (text, now, long) => [now, text].filter(Boolean).join(long ? "\n\n" : " ")),
      done: () => this.shelf.remove(name),
    })
  }

  // Into the form, as if it had been typed there now; a field that is not drawn yet gets it when it is.
  take(texts, joined) {
    const fields = this.fields()
    for (const [name, { text, base }] of texts) {
      const field = fields.get(name)
      const place = this.pin.key + name
      if (field && !this.first.has(place)) this.first.set(place, field.value)
      const whole = field ? joined(text, field.value, field instanceof HTMLTextAreaElement) : text
      this.put(name, whole, this.first.get(place) ?? base)
      if (field) write(field, whole)
    }
  }

  discard() {
    const fields = this.fields()
    for (const [name, { base }] of Object.entries(this.mine.fields)) {
      delete this.mine.fields[name]
      const first = this.first.get(this.pin.key + name) // empty, too, of a field that was seen before it was filled in
      if (fields.has(name)) write(fields.get(name), first || base || "")
    }
    this.store()
  }

  // -- other tabs of the same browser

  hear({ ask, who, from, have, to }) {
    if (have && to === this.tab) this.answers?.push(have)
    if (!ask || this.over || who !== this.who || from === this.tab || !this.pin) return
    if (this.slot.startsWith(ask)) this.channel.postMessage({ have: this.slot, to: from })
  }

  // Which drafts of this form are being typed in other tabs right now.
  async openElsewhere(form) {
    if (!this.channel) return []
    const answers = (this.answers = [])
    this.channel.postMessage({ ask: form, who: this.who, from: this.tab })
    await new Promise((go) => setTimeout(go, OTHERS_ANSWER))
    return answers
  }
}

// Where drafts lie: in the browser's store for all its tabs; if that is full or forbidden in the tab's, else in the page.
class Shelf {
  constructor() {
    this.page = new Map()
    this.stores = ["localStorage", "sessionStorage"].map(reachable).filter(Boolean)
  }

  get(name) {
    if (this.page.has(name)) return this.page.get(name)
    for (const store of this.stores) {
      try {
        const kept = JSON.parse(store.getItem(name) ?? "null")
        if (kept?.fields && kept.at) return kept
      } catch {
        this.remove(name) // not what was written: of no use to anybody
      }
    }
    return null
  }

  put(name, draft) {
    this.remove(name)
    const written = JSON.stringify(draft)
    for (const store of written.length > LARGEST ? [] : this.stores) {
      try {
        return store.setItem(name, written)
      } catch {
        // full: the next one
      }
    }
    return this.page.set(name, draft)
  }

  remove(name) {
    this.page.delete(name)
    for (const store of this.stores) {
      try {
        store.removeItem(name)
      } catch {
        // forbidden meanwhile: then nobody reads it either
      }
    }
  }

  all(wanted) {
    const names = new Set(this.page.keys())
    for (const store of this.stores) {
      try {
        for (const name of Object.keys(store)) if (name.startsWith(MARK)) names.add(name)
      } catch {
        // forbidden meanwhile
      }
    }
    return [...names].filter(wanted).map((name) => [name, this.get(name)]).filter(([, draft]) => draft)
  }

  forget(ended) {
    for (const [name, draft] of this.all(() => true)) if (ended(name, draft)) this.remove(name)
  }
}

// What the writer is told, above the fields of the form.
class Told {
  constructor(place, words, clock) {
    this.place = place
    this.words = words
    this.clock = clock
    place.replaceChildren()
  }

  fetched(at, discard) {
    const box = this.box(this.said("fetched", at))
    box.append(this.button("discard", () => (discard(), box.remove())), this.button("keep", () => box.remove()))
  }

  elsewhere() {
    const box = this.box(this.words.elsewhere)
    box.append(this.button("keep", () => box.remove()))
  }

  beside(draft, texts, changed, { use, both, done }) {
    const box = this.box(this.said(draft.sent ? "sent" : changed ? "changed" : "further", draft.at))
    for (const [label, text] of texts) {
      if (label) box.append(made("small", label))
      box.append(made("blockquote", text))
    }
    const close = (first) => () => (first?.(), done(), box.remove())
    box.append(this.button("use", close(use)), this.button("both", close(both)), this.button("discard", close()))
  }

  // Older ones of the same form: one line, so that the form itself stays in sight.
  older(n, show, discard) {
    const box = this.box(n === 1 ? this.words.oldest : this.words.older.replace("{n}", n))
    const close = (act) => () => (act(), box.remove())
    box.append(this.button("show", close(show)), this.button("all", close(discard)))
  }

  said(kind, at) {
    return this.words[kind].replace("{time}", this.clock.format(at))
  }

  box(text) {
    const box = made("div", "")
    box.dataset.note = ""
    box.setAttribute("role", "status")
    box.append(made("p", text))
    this.place.append(box)
    return box
  }

  button(word, act) {
    const button = made("button", this.words[word])
    button.type = "button"
    button.addEventListener("click", (event) => {
      event.stopPropagation()
      act()
    })
    return button
  }
}

function made(kind, text) {
  const one = document.createElement(kind)
  one.textContent = text
  return one
}

function clockOf(language) {
  const how = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Copenhagen" }
  return new Intl.DateTimeFormat(language === "da" ? "da-DK" : "en-GB", how)
}

function labelOf(field) {
  return field?.getAttribute("aria-label") ?? ""
}

// The pin of the form that is open in this tab (components/sheet.py).
function openPin() {
  const [what, id, version, key] = (new URLSearchParams(location.search).get("formular") ?? "").split(".")
  return key ? { what, id, version, key } : null
}

function reachable(kind) {
  try {
    window[kind].getItem(MARK)
    return window[kind]
  } catch {
    return null
  }
}

// A script runs, or the connection is gone: no answer yet to what was pressed.
function busy() {
  const app = document.querySelector('[data-testid="stApp"]')?.dataset
  return app?.testScriptState !== "notRunning" || app?.testConnectionState !== "CONNECTED"
}

async function until(holds, longest) {
  for (const end = Date.now() + longest; Date.now() < end && !holds(); ) await new Promise((go) => setTimeout(go, 50))
}

// As if it had been typed: React hears of it.
function write(field, text) {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text)
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }))
}
