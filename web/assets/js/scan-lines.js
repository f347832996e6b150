// What was scanned, in the lines of the grid: counting, what is expected beside it, and taking the last scan back.
import { prepare, take } from "./combobox.js";
import { make, whenReady } from "./elements.js";
import { addLine, cell, changed, fieldIn, isEmpty, renumber, rowsOf } from "./grid.js";
import { settle } from "./number-fields.js";
import { addNumbers, formatNumber, readNumber, subtractNumbers } from "./numbers.js";
import { language, text } from "./texts.js";

export const partOf = (element) => element.closest("[data-scan]");
export const gridFor = (part) => document.querySelector(`[data-grid="${CSS.escape(part.dataset.scan)}"]`);
export const knownOf = (part) => (part.known ??= JSON.parse(part.querySelector("script").textContent));
export const shown = (plain) => formatNumber(plain, language());
const historyOf = (part) => (part.scans ??= []);

const quantityField = (part, row) => fieldIn(cell(row, part.dataset.scanQuantity));
const valueOf = (part, row) => cell(row, part.dataset.scanLine)?.querySelector("input[type=hidden]")?.value;
export const linesOf = (part, thing) => rowsOf(gridFor(part)).filter((row) => valueOf(part, row) === String(thing.value));
export const quantityOf = (part, row) => readNumber(quantityField(part, row).value, language()) || "0";
export const countedOf = (part, thing) => addNumbers(["0", ...linesOf(part, thing).map((row) => quantityOf(part, row))]);

export function write(part, row, plain) {
  const field = quantityField(part, row);
  field.value = language() === "id" ? plain.replace(".", ",") : plain;
  settle(field);
}

// Adds to the line of a thing, or sets it; answers the quantity as it is shown now.
export function count(part, thing, adds, set = "") {
  const [same] = linesOf(part, thing);
  const row = same || newLine(part, thing);
  const before = quantityOf(part, row);
  write(part, row, set || addNumbers([before, adds]));
  remember(part, { thing, before: same ? before : null });
  changed(gridFor(part));
  mark(row);
  return quantityField(part, row).value;
}

function newLine(part, thing) {
  const grid = gridFor(part);
  const last = rowsOf(grid).pop();
  const row = last && isEmpty(last) ? last : addLine(grid);
  take(cell(row, part.dataset.scanLine).querySelector("[data-combo]"), { id: thing.value, text: thing.text }, true);
  for (const [name, [id, words]] of Object.entries(thing.fills)) {
    const combo = cell(row, name)?.querySelector("[data-combo]");
    if (combo) take(combo, { id, text: words }, true);
  }
  expectAt(part, row, thing);
  return row;
}

function mark(row) {
  document.querySelector("tr.scanned")?.classList.remove("scanned");
  row.classList.add("scanned");
  row.scrollIntoView({ block: "nearest" });
}

// scan: a thing and what its line said before, null where it had none; or of all of them.
function remember(part, scan) {
  historyOf(part).push(scan);
  part.querySelector("[data-scan-does=undo]").disabled = false;
}

// Takes the last scan back; answers what is said of it, null where there is none.
export function undoScan(part) {
  const last = historyOf(part).pop();
  part.querySelector("[data-scan-does=undo]").disabled = !historyOf(part).length;
  if (!last) return null;
  if (last.all) {
    for (const [thing, before] of last.all) back(part, thing, before);
    return { thing: part.dataset.scanAll, quantity: "–" };
  }
  back(part, last.thing, last.before);
  return { thing: last.thing.text, quantity: shown(last.before || "0") };
}

function back(part, thing, before) {
  const [row] = linesOf(part, thing);
  if (!row) return;
  const grid = gridFor(part);
  if (before === null) {
    row.remove();
    if (!rowsOf(grid).length) addLine(grid);
    renumber(grid);
  } else {
    write(part, row, before);
  }
  changed(grid);
}

export const expectedThings = (part) => knownOf(part).things.filter((thing) => thing.expected !== null);

// Everything as it is expected. False where nothing is.
export function allExpected(part) {
  const things = expectedThings(part);
  const before = [];
  for (const thing of things) {
    const [same] = linesOf(part, thing);
    before.push([thing, same ? quantityOf(part, same) : null]);
    const rest = subtractNumbers(thing.expected, countedOf(part, thing));
    if (rest === "0") continue;
    const row = same || newLine(part, thing);
    write(part, row, addNumbers([quantityOf(part, row), rest]));
  }
  if (!things.length) return false;
  remember(part, { all: before });
  changed(gridFor(part));
  return true;
}

function showExpected(part) {
  for (const thing of expectedThings(part)) for (const row of linesOf(part, thing)) expectAt(part, row, thing);
}

function expectAt(part, row, thing) {
  const place = cell(row, part.dataset.scanQuantity);
  if (thing.expected === null || place.querySelector(".scan-of")) return;
  place.append(make("small", { class: "scan-of muted" }, text("scanOf", { quantity: shown(thing.expected) })));
}

// Lines that stand there say what is expected; the hand or the scanner says what is there.
whenReady((root) => {
  for (const part of root.querySelectorAll("[data-scan]")) {
    const grid = gridFor(part);
    if (!grid) continue;
    for (const combo of grid.querySelectorAll("[data-combo]")) prepare(combo);
    if ("scanFresh" in part.dataset) for (const thing of expectedThings(part)) for (const row of linesOf(part, thing)) write(part, row, "0");
    delete part.dataset.scanFresh;
    showExpected(part);
  }
});
