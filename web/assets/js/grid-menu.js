// The menu of a line: F8 or its button. Insert, copy, move, fill a column downwards, delete.
import { make } from "./elements.js";
import { addLine, cell, cellOf, changed, copyLine, deleteLine, fieldIn, gridOf, moveLine, rowOf, rowsOf } from "./grid.js";
import { enter, stopsIn } from "./stops.js";
import { text } from "./texts.js";

let shown = null;

function acts(grid, row, field) {
  const list = [
    ["lineInsert", () => { enter(stopsIn(addLine(grid, row))[0]); changed(grid); }],
    ["lineCopy", () => copyLine(grid, row)],
    ["lineUp", () => moveLine(grid, row, -1)],
    ["lineDown", () => moveLine(grid, row, 1)],
  ];
  if (field) list.push(["lineFill", () => fillDown(grid, row, field)]);
  list.push(["lineDelete", () => deleteLine(grid, row)]);
  return list;
}

// This cell's value in all lines below that have content.
function fillDown(grid, row, field) {
  const { name } = cellOf(field).dataset;
  const source = [...cell(row, name).querySelectorAll("input, select, textarea")];
  const rows = rowsOf(grid);
  for (const below of rows.slice(rows.indexOf(row) + 1)) {
    [...cell(below, name).querySelectorAll("input, select, textarea")].forEach((target, at) => {
      if (target.type === "checkbox") target.checked = source[at].checked;
      else target.value = source[at].value;
    });
  }
  changed(grid);
  enter(field);
}

function open(row, anchor, field) {
  shut();
  const grid = gridOf(row);
  const entries = acts(grid, row, field).map(([name, act]) => {
    const entry = make("button", { type: "button", class: `menu-item${name === "lineDelete" ? " danger" : ""}`, role: "menuitem", tabindex: "-1" }, text(name));
    entry.addEventListener("click", () => { shut(); act(); });
    return entry;
  });
  const menu = make("div", { class: "menu-list line-menu", role: "menu", "aria-label": text("lineMenu") }, ...entries);
  document.body.append(menu);
  const box = anchor.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(box.right - menu.offsetWidth, window.innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${box.bottom + menu.offsetHeight > window.innerHeight ? Math.max(8, box.top - menu.offsetHeight) : box.bottom + 2}px`;
  shown = { menu, back: field || anchor };
  entries[0].focus();
}

function shut(refocus = false) {
  if (!shown) return;
  const { menu, back } = shown;
  shown = null;
  menu.remove();
  if (refocus) back.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-line-menu]");
  if (button) open(rowOf(button), button, null);
  else if (shown && !shown.menu.contains(event.target)) shut();
});

document.addEventListener("keydown", (event) => {
  if (shown && !event.defaultPrevented) {
    const all = [...shown.menu.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      shut(true);
    } else if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length].focus();
    }
    return;
  }
  const row = event.key === "F8" && rowOf(event.target);
  if (!row) return;
  event.preventDefault();
  open(row, event.target, event.target.matches("input, select, textarea") ? event.target : null);
}, true);
