// A hint beside a field while one writes in it; nothing is sent anywhere, and nothing is stopped (components/hints.py).
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector("p") ?? parentElement.appendChild(document.createElement("p"))
  place.setAttribute("role", "status")
  Object.assign(place.style, { margin: "0", fontSize: "0.875rem", color: "inherit" })
  const look = () => {
    const field = document.querySelector(`.st-key-${CSS.escape(data.field)} :is(textarea, input)`)
    const words = (field?.value ?? "").match(/\p{L}+/gu) ?? []
    const said = data.hints.flatMap(({ stems, says }) => {
      const word = words.find((one) => stems.some((stem) => one.toLowerCase().startsWith(stem)))
      return word ? [says.replace("{word}", word)] : []
    })
    if (place.textContent !== said.join(" ")) place.textContent = said.join(" ")
  }
  look()
  document.addEventListener("input", look, true)
  return () => document.removeEventListener("input", look, true)
}
