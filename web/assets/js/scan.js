// A field for a scanner that works as a keyboard: each code adds to the quantity of its line in the grid below. The codes
// are in the page, so a scan waits for nothing and works without a connection; Enter never sends the form.
import { announce } from "./announce.js";
import { take } from "./combobox.js";
import { make } from "./elements.js";
import { addLine, cell, changed, fieldIn, isEmpty, rowsOf } from "./grid.js";
import { settle } from "./number-fields.js";
import { addNumbers, readNumber } from "./numbers.js";
import { language, text } from "./texts.js";

// Keys that come so fast are a scanner's; after such a pause without a suffix the code is whole.
const FAST_MS = 35;
const PAUSE_MS = 120;
const LEAST = 4;

const partOf = (field) => field.closest("[data-scan]");
const gridFor = (part) => document.querySelector(`[data-grid="${CSS.escape(part.dataset.scan)}"]`);
const codesOf = (part) => (part.codes ??= JSON.parse(part.querySelector("script").textContent));
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
  if (burst.count >= LEAST - 2) burst.timer = setTimeout(() => read(field), PAUSE_MS);
}

function read(field) {
  clearTimeout(burst.timer);
  const typed = field.value.trim();
  field.value = "";
  if (!typed) return;
  const part = partOf(field);
  const [, wanted, code] = /^(?:([\d.,]+)\*)?(.+)$/.exec(typed);
  const known = codesOf(part)[code.toLowerCase()];
  const set = wanted === undefined ? "" : readNumber(wanted, language());
  if (!known || set === null) return refuse(part, code);
  count(part, known, set);
}

function count(part, [value, words, adds], set) {
  const grid = gridFor(part);
  startAfresh(part, grid);
  const row = rowFor(grid, part.dataset.scanLine, value, words);
  const quantity = fieldIn(cell(row, part.dataset.scanQuantity));
  const before = readNumber(quantity.value, language()) || "0";
  quantity.value = plainShown(set || addNumbers([before, adds]));
  settle(quantity);
  changed(grid);
  show(row);
  say(part, text("scanAdded", { thing: words, quantity: quantity.value }), true);
}

const plainShown = (plain) => (language() === "id" ? plain.replace(".", ",") : plain);

// Lines that stand there say what is expected; who scans says what is there.
function startAfresh(part, grid) {
  if (!("scanFresh" in part.dataset)) return;
  delete part.dataset.scanFresh;
  for (const row of rowsOf(grid)) row.remove();
  announce(text("scanFresh"));
}

function rowFor(grid, name, value, words) {
  const rows = rowsOf(grid);
  const same = rows.find((row) => cell(row, name)?.querySelector("input[type=hidden]")?.value === String(value));
  if (same) return same;
  const last = rows[rows.length - 1];
  const row = last && isEmpty(last) ? last : addLine(grid);
  take(cell(row, name).querySelector("[data-combo]"), { id: value, text: words }, true);
  return row;
}

function show(row) {
  document.querySelector("tr.scanned")?.classList.remove("scanned");
  row.classList.add("scanned");
  row.scrollIntoView({ block: "nearest" });
}

function refuse(part, code) {
  const learn = part.dataset.scanLearn;
  const link = learn && make("a", { class: "btn small", href: learn.replace("{code}", encodeURIComponent(code)), target: "_blank" }, text("scanLearn"));
  say(part, text("scanUnknown", { code }), false, link);
}

// Word, colour, sound and vibration: somebody in a loud hall with gloves notices at least one.
function say(part, words, good, link = null) {
  const said = part.querySelector(".scan-said");
  said.replaceChildren(words, ...(link ? [" ", link] : []));
  said.classList.toggle("good", good);
  said.classList.toggle("bad", !good);
  navigator.vibrate?.(good ? 40 : [90, 60, 90]);
  beep(good ? 1150 : 260, good ? 0.07 : 0.28);
}

let sound;
function beep(pitch, seconds) {
  try {
    sound ??= new AudioContext();
    const tone = sound.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + seconds);
  } catch {
    // No sound here: the word and the colour are enough.
  }
}
