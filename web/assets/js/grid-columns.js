// Wide grids start with the columns up to the last one that Enter visits; the others show when they hold something, on a
// button, and on F2.
import { make, whenReady } from "./elements.js";
import { columnsOf, fieldIn, rowOf, rowsOf } from "./grid.js";
import { enter } from "./stops.js";
import { text } from "./texts.js";

const MOST = 6;
const keyOf = (grid) => `dapur:columns:${grid.closest("form")?.dataset.form}:${grid.dataset.grid}`;

const filled = (cell) => cell.classList.contains("wrong") || [...cell.querySelectorAll("input, textarea")].some((field) => field.type !== "checkbox" && field.value);

// The places of columns that may be folded away: behind the last stop, and empty in every row.
function spare(grid) {
  const heads = [...grid.tHead.rows[0].cells];
  const last = heads.findLastIndex((head) => "stop" in head.dataset);
  if (last < 0 || columnsOf(grid).length <= MOST) return [];
  return heads.flatMap((head, at) => (at > last && head.dataset.name && !rowsOf(grid).some((row) => filled(row.cells[at])) ? [at] : []));
}

function prepare(grid) {
  const places = spare(grid);
  if (!places.length) return;
  const template = grid.closest(".grid-field").querySelector("template[data-line-template]");
  const rows = [grid.tHead.rows[0], ...rowsOf(grid), ...(grid.tFoot?.rows || []), template?.content.querySelector("tr")].filter(Boolean);
  for (const row of rows) for (const at of places) row.cells[at]?.classList.add("spare");
  const bar = grid.closest(".grid-field").querySelector(".grid-bar");
  let button = bar.querySelector("[data-fold]");
  if (!button) {
    button = make("button", { type: "button", class: "btn ghost small", "data-fold": true });
    bar.querySelector("[data-add-line]").after(button);
  }
  fold(grid, localStorage.getItem(keyOf(grid)) !== "open");
}

function fold(grid, folded) {
  grid.classList.toggle("folded", folded);
  const button = grid.closest(".grid-field").querySelector("[data-fold]");
  if (!button) return;
  button.textContent = text(folded ? "moreColumns" : "fewerColumns");
  button.setAttribute("aria-expanded", String(!folded));
}

function choose(grid, folded) {
  fold(grid, folded);
  if (folded) localStorage.removeItem(keyOf(grid));
  else localStorage.setItem(keyOf(grid), "open");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fold]");
  if (!button) return;
  const grid = button.closest(".grid-field").querySelector("[data-grid]");
  choose(grid, !grid.classList.contains("folded"));
});

document.addEventListener("keydown", (event) => {
  const row = event.key === "F2" && rowOf(event.target);
  if (!row) return;
  event.preventDefault();
  const grid = row.closest("[data-grid]");
  if (grid.classList.contains("folded")) choose(grid, false);
  const first = [...row.querySelectorAll("td.spare")].map(fieldIn).find(Boolean);
  if (first) enter(first);
});

whenReady((root) => {
  for (const grid of root.querySelectorAll("[data-grid]")) prepare(grid);
});
