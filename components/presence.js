// Who else writes here: what /live told this tab last (components/live.js), as text. Words come from Python.

const TOLD = "beredskab-writing" // the event with which live.js says that it was told anew

export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("[data-writing]") ?? parentElement.appendChild(empty())
  const show = () => {
    const live = window.__beredskabLive
    const here = (live?.writing ?? []).filter((one) => one.plan === data.plan && one.part === data.part)
    const said = here.map((one) =>
      data.words.replace("{time}", one.since[live.language] ?? "").replace("{who}", () => data.roles[one.role] ?? one.role),
    )
    const text = [...new Set(said)].join(", ")
    if (line.textContent !== text) line.textContent = text
  }
  window.addEventListener(TOLD, show)
  show()
  return () => window.removeEventListener(TOLD, show)
}

function empty() {
  const line = document.createElement("div")
  line.dataset.writing = ""
  line.setAttribute("role", "status")
  return line
}
