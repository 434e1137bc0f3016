// A password that one can see is typed right. Without this script the box is not there, and nothing else changes.
const box = document.querySelector("[data-shows]")
const fields = document.querySelectorAll("input[type=password]")
box.checked = false
box.closest("label").hidden = false
box.addEventListener("change", () => fields.forEach((field) => (field.type = box.checked ? "text" : "password")))
box.form.addEventListener("submit", () => fields.forEach((field) => (field.type = "password"))) // browsers keep what text fields held
