// Fields of dates: typed text always counts; the weekday is shown; the calendar opens on its button or Alt+↓ only.
import { echo } from "./echo.js";
import { make } from "./elements.js";
import { isoDate, readDate, sayDate, writeDate } from "./dates.js";
import { language } from "./texts.js";

const fieldOf = (element) => element.closest?.("[data-date]");
const inputOf = (field) => field.querySelector("input.input");

document.addEventListener("input", (event) => {
  const field = fieldOf(event.target);
  if (!field || event.target.type === "date") return;
  const date = readDate(event.target.value, language());
  echo(inputOf(field), date ? sayDate(date, language()) : "");
});

document.addEventListener("change", (event) => {
  const field = fieldOf(event.target);
  if (!field) return;
  const input = inputOf(field);
  if (event.target.type === "date") {
    if (!event.target.value) return;
    input.value = writeDate(new Date(`${event.target.value}T00:00:00Z`));
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  const date = readDate(input.value, language());
  if (date) input.value = writeDate(date);
  echo(input, date ? sayDate(date, language()) : "");
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-date-pick]")) pick(fieldOf(event.target));
});
document.addEventListener("keydown", (event) => {
  const field = fieldOf(event.target);
  if (!field || event.key !== "ArrowDown" || !event.altKey) return;
  event.preventDefault();
  pick(field);
});

// The browser's own calendar: it knows the person's language, week and screen reader.
function pick(field) {
  const native = field.querySelector('input[type="date"]') || make("input", { type: "date", tabindex: "-1", "aria-hidden": "true" });
  if (!native.isConnected) field.append(native);
  const date = readDate(inputOf(field).value, language());
  native.value = date ? isoDate(date) : "";
  try {
    native.showPicker();
  } catch {
    inputOf(field).focus();
  }
}
