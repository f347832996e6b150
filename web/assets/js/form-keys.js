// Keys of entry forms: Enter goes to the next field and never saves; Ctrl+Enter, Ctrl+Shift+Enter and Ctrl+S save.
import { defineKey } from "./keys.js";
import { enter, nextOf } from "./stops.js";
import { text } from "./texts.js";

const formAt = (target) => target.closest?.("form[data-form]") || (document.querySelector("dialog[open]") ? null : document.querySelector("form[data-form]"));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = event.target.closest?.("form[data-form]");
  if (!form || !event.target.matches("input, select")) return;
  event.preventDefault();
  const next = nextOf(event.target, form, event.shiftKey ? -1 : 1);
  if (next) enter(next);
  else if (!event.shiftKey) form.querySelector("[data-primary]")?.focus();
});

function press(event, part) {
  const form = formAt(event.target);
  const button = form ? form.querySelector(part) : document.querySelector(`main ${part}`);
  const over = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (!button || (over && !over.contains(button))) return false;
  // Fields settle what was typed when they lose the focus.
  if (form?.contains(document.activeElement)) document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
  button.click();
  return true;
}

const group = "form";
const has = (part) => () => Boolean(document.querySelector(`:is(main, dialog[open]) ${part}`));
defineKey("Ctrl+Enter", () => text("keyPrimary"), (event) => press(event, "[data-primary]"), { group, when: has("[data-primary]") });
defineKey("Ctrl+Shift+Enter", () => text("keyNextForm"), (event) => press(event, "[data-next]"), { group, when: has("[data-next]") });
defineKey("Ctrl+S", () => text("keyDraft"), (event) => press(event, "[data-draft]") || Boolean(formAt(event.target)), { group, when: has("[data-primary]") });
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-submit-keys]");
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});
