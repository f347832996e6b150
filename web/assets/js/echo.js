// A line under a field that says how it was read, or that its form is not clear. It goes once the value is right.
import { idOf, make } from "./elements.js";

// While a button is held down nothing moves: leaving a field by a click must not push the button away from under it.
let held = false;
const waiting = new Map();
document.addEventListener("pointerdown", () => { held = true; }, true);
for (const kind of ["pointerup", "pointercancel"]) {
  document.addEventListener(kind, () => setTimeout(letGo), true);
}
function letGo() {
  held = false;
  for (const [field, said] of waiting) write(field, ...said);
  waiting.clear();
}

export function echo(field, words, wrong = false) {
  if (held) waiting.set(field, [words, wrong]);
  else write(field, words, wrong);
}

function write(field, words, wrong) {
  const place = field.closest("td") || field.closest(".field") || field.parentElement;
  if (!place) return;
  let line = place.querySelector(":scope > .echo");
  if (!line && !words) return;
  if (!line) {
    line = make("p", { class: "echo", role: "status" });
    place.append(line);
    const told = field.getAttribute("aria-describedby");
    field.setAttribute("aria-describedby", [told, idOf(line, "echo")].filter(Boolean).join(" "));
  }
  line.textContent = words;
  line.classList.toggle("wrong", wrong);
  if (wrong) field.setAttribute("aria-invalid", "true");
  else if (!place.querySelector(":scope > .error")) field.removeAttribute("aria-invalid");
}
