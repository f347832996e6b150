// A line under a field that says how it was read, or that its form is not clear. It goes once the value is right.
import { idOf, make } from "./elements.js";

export function echo(field, words, wrong = false) {
  const place = field.closest("td") || field.closest(".field") || field.parentElement;
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
