// A field for a scanner that works as a keyboard: each code adds to the quantity of its line in the grid below. The codes
// are in the page, so a scan waits for nothing and works without a connection; Enter never sends the form.
import { allExpected, count, gridFor, knownOf, partOf, undoScan } from "./scan-lines.js";
import { isEmpty, rowsOf } from "./grid.js";
import { readNumber } from "./numbers.js";
import { say } from "./scan-said.js";
import { noteUnknown } from "./scan-unknown.js";
import { language, text } from "./texts.js";

// Keys that come so fast are a scanner's; after such a pause without a suffix a known code is whole, any other after a long one.
const FAST_MS = 35;
const PAUSE_MS = 120;
const LONG_MS = 700;
const LEAST = 4;

let burst = { count: 0, at: 0, timer: 0 };

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-scan-field]") || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const ends = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && field.value.trim());
  if (ends) {
    event.preventDefault();
    read(field);
  } else if (event.key.length === 1) {
    noteSpeed(field, event.timeStamp);
  }
});

function noteSpeed(field, now) {
  clearTimeout(burst.timer);
  const fast = now - burst.at < FAST_MS;
  burst = { count: fast ? burst.count + 1 : 0, at: now, timer: 0 };
  if (burst.count >= LEAST - 2) burst.timer = setTimeout(() => paused(field), PAUSE_MS);
}

function paused(field) {
  const known = knownOf(partOf(field)).codes[field.value.trim().toLowerCase()];
  if (known) read(field);
  else burst.timer = setTimeout(() => read(field), LONG_MS);
}

function read(field) {
  clearTimeout(burst.timer);
  burst = { count: 0, at: 0, timer: 0 };
  const typed = field.value.trim();
  field.value = "";
  if (typed) readCode(partOf(field), typed);
}

// What a scanner, a camera or a hand gave: a code, or a quantity, * and a code.
export function readCode(part, typed) {
  const [, wanted, code] = /^(?:([\d.,]+)\*)?(.+)$/s.exec(typed);
  const known = knownOf(part).codes[code.toLowerCase()];
  const set = wanted === undefined ? "" : readNumber(wanted, language());
  if (set === null) return say(part, text("scanUnknown", { code: typed }), false);
  if (!known) return noteUnknown(part, code, set);
  if (known.does) return obey(part, known.does);
  if (known.opens) return open(part, known);
  const thing = knownOf(part).things[known.thing];
  return say(part, text("scanAdded", { thing: thing.text, quantity: count(part, thing, known.adds, set) }), true);
}

const deeds = {
  all(part) {
    if (allExpected(part)) say(part, text("scanAll"), true);
    else say(part, text("scanNothing"), false);
  },
  undo(part) {
    const undone = undoScan(part);
    say(part, undone ? text("scanUndone", undone) : text("scanNothingToUndo"), Boolean(undone));
  },
  finish(part) {
    part.closest("form").querySelector("[data-primary]").click();
  },
};
export const obey = (part, does) => deeds[does](part);

// Another paper's number leads to its own form, unless something was counted here already.
function open(part, known) {
  if (!rowsOf(gridFor(part)).every(isEmpty)) return say(part, text("scanFirst"), false);
  say(part, known.text, true);
  return location.assign(known.opens);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-scan-does]");
  if (!button) return;
  const part = partOf(button);
  obey(part, button.dataset.scanDoes);
  part.querySelector("[data-scan-field]").focus();
});
