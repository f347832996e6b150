// Sums of a grid. At once here, exactly; where the server knows more (tax, rounding), it answers when a cell is left:
// one request at a time, old totals dim, typing never waits.
import { cell, columnsOf, fieldIn, gridOf, isEmpty, rowOf, rowsOf } from "./grid.js";
import { addNumbers, formatNumber, readNumber, subtractNumbers } from "./numbers.js";
import { send } from "./server.js";
import { whenReady } from "./elements.js";
import { language } from "./texts.js";

const asking = new WeakMap();

const amountIn = (row, name) => readNumber(fieldIn(cell(row, name))?.value || "", language()) || "0";

export function sumOf(grid, name) {
  return addNumbers(rowsOf(grid).map((row) => amountIn(row, name)));
}
const balance = (grid) => (grid.dataset.balance || "").split(/[ ,]+/).filter(Boolean);

export function differenceOf(grid) {
  const [left, right] = balance(grid);
  return left && right ? subtractNumbers(sumOf(grid, left), sumOf(grid, right)) : "0";
}

function show(grid) {
  const least = Number(grid.dataset.decimals || 0);
  for (const head of columnsOf(grid)) {
    const output = grid.querySelector(`tfoot [data-sum="${CSS.escape(head.dataset.name)}"]`);
    if (output) output.textContent = formatNumber(sumOf(grid, head.dataset.name), language(), least);
  }
  const line = grid.querySelector("[data-difference]");
  if (!line) return;
  const difference = differenceOf(grid);
  const untouched = rowsOf(grid).every(isEmpty);
  line.hidden = untouched;
  line.classList.toggle("even", difference === "0");
  grid.querySelector("[data-difference-value]").textContent = formatNumber(difference, language(), least);
}

async function preview(grid) {
  const state = asking.get(grid) || { running: false, again: false };
  asking.set(grid, state);
  if (state.running) {
    state.again = true;
    return;
  }
  state.running = true;
  mark(grid, true);
  try {
    const fields = new FormData(grid.closest("form"));
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    apply(grid, await (await send(grid.dataset.previewUrl, fields)).json());
  } catch {
    // No totals from the server: what is shown stays dim, and saving says what is wrong.
    state.again = false;
    state.running = false;
    return;
  }
  state.running = false;
  if (state.again) {
    state.again = false;
    preview(grid);
  } else mark(grid, false);
}

const outputs = (grid) => [...grid.closest("form").querySelectorAll("[data-total], [data-cell]")];
const mark = (grid, stale) => outputs(grid).forEach((output) => output.classList.toggle("stale", stale));

function apply(grid, { totals = {}, lines = [] }) {
  for (const output of grid.closest("form").querySelectorAll("[data-total]")) {
    if (output.dataset.total in totals) output.textContent = totals[output.dataset.total];
  }
  rowsOf(grid).forEach((row, at) => {
    for (const output of row.querySelectorAll("[data-cell]")) output.textContent = lines[at]?.[output.dataset.cell] ?? "";
  });
}

document.addEventListener("change", (event) => {
  const grid = gridOf(event.target);
  if (grid) refresh(grid);
  else for (const other of event.target.form?.querySelectorAll("[data-grid][data-preview-url]") || []) preview(other);
});
function refresh(grid) {
  show(grid);
  if (grid.dataset.previewUrl) preview(grid);
}
document.addEventListener("input", (event) => {
  const grid = gridOf(event.target);
  if (grid && event.target.matches("[data-number]")) show(grid);
});

// In a column of the balance: "=" writes what is missing; an amount on one side empties the other.
document.addEventListener("keydown", (event) => {
  const grid = event.key === "=" && gridOf(event.target);
  if (!grid || event.target.value || event.ctrlKey) return;
  const [left, right] = balance(grid);
  const name = event.target.closest("td")?.dataset.name;
  if (!right || ![left, right].includes(name)) return;
  event.preventDefault();
  const difference = differenceOf(grid);
  const missing = name === left ? subtractNumbers("0", difference) : difference;
  if (missing === "0" || missing.startsWith("-")) return;
  event.target.value = formatNumber(missing, language(), 0);
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const row = rowOf(event.target);
  const pair = row ? balance(gridOf(row)) : [];
  const name = event.target.closest?.("td")?.dataset.name;
  if (!pair.includes(name) || !readNumber(event.target.value || "", language())) return;
  const other = fieldIn(cell(row, pair.find((each) => each !== name)));
  if (!other?.value) return;
  other.value = "";
  show(gridOf(row));
});

whenReady((root) => { for (const grid of root.querySelectorAll("[data-grid]")) show(grid); });
