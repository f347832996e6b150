// One registry of keys. Character keys are dead inside fields, in dialogs and while an input method composes.
import { undoLast } from "./toasts.js";
import { text } from "./texts.js";

const handlers = [];
const setting = (name) => document.documentElement.dataset[name] !== "off";

// `run` answers false when the key means nothing here; `title` stands in the list of keys.
export function defineKey(key, title, run, { group = "page", when = () => true } = {}) {
  handlers.push({ key, title, run, group, when });
}
export const definedKeys = () => handlers.filter((handler) => handler.when());

export function isTyping(target) {
  return target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select");
}
const visible = (element) => element.offsetParent !== null || element.getClientRects().length > 0;

let awaitsLetter = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  if (name.startsWith("Ctrl+") ? !setting("ctrlKeys") : !characterKeyCounts(event)) return;
  if (Date.now() < awaitsLetter && name.length === 1) {
    awaitsLetter = 0;
    const link = [...document.querySelectorAll(`[data-go="${CSS.escape(name)}"]`)][0];
    if (link) {
      event.preventDefault();
      link.click();
      return;
    }
  }
  if (name === "g") {
    awaitsLetter = Date.now() + 1000;
    return;
  }
  for (const handler of handlers) {
    if (handler.key !== name || !handler.when()) continue;
    if (handler.run(event) === false) continue;
    event.preventDefault();
    return;
  }
  if (!name.startsWith("Ctrl+") && press(name)) event.preventDefault();
});

function nameOf(event) {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key === " " ? "Space" : event.key;
  if (!control) return key;
  return `Ctrl+${event.shiftKey ? "Shift+" : ""}${key.length === 1 ? key.toUpperCase() : key}`;
}

function characterKeyCounts(event) {
  return setting("keys") && !isTyping(event.target) && !document.querySelector("dialog[open]");
}

// The visible control that declares this key, the one in the row under the cursor before all others.
function press(key) {
  const inRow = document.querySelector(`[data-list] tr.cursor [data-row-key="${CSS.escape(key)}"]`);
  const control = inRow || [...document.querySelectorAll(`:is(a, button, summary, input, select, textarea)[data-key="${CSS.escape(key)}"]`)].find(visible);
  if (!control) return false;
  if (control.matches("input, select, textarea")) control.focus();
  else control.click();
  if (control.matches("summary") && control.parentElement.open) firstField(control.parentElement)?.focus();
  return true;
}

const firstField = (part) => [...part.querySelectorAll("input:not([type=hidden]), select, textarea, a, button")].find(visible);

defineKey("z", () => text("keyUndo"), undoLast, { group: "everywhere" });
