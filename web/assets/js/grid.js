// The line grid: a table of real fields. Tab and Enter move and add rows, ↑ ↓ keep the column, deleted rows can be undone.
import { announce } from "./announce.js";
import { prepare } from "./combobox.js";
import { make } from "./elements.js";
import { defineKey } from "./keys.js";
import { enter, fieldsIn, nextOf, stopsIn } from "./stops.js";
import { text } from "./texts.js";

export const gridOf = (element) => element.closest?.("[data-grid]");
export const rowOf = (element) => element.closest?.("[data-grid] tbody tr[data-line]");
export const rowsOf = (grid) => [...grid.tBodies[0].querySelectorAll(":scope > tr[data-line]")];
export const cellOf = (element) => element.closest("td[data-name]");
export const cell = (row, name) => row.querySelector(`td[data-name="${CSS.escape(name)}"]`);
export const columnsOf = (grid) => [...grid.tHead.rows[0].cells].filter((head) => head.dataset.name);
export const fieldIn = (place) => place?.querySelector("input:not([type=hidden]), select, textarea");
const fieldset = (grid) => grid.closest(".grid-field") || grid.parentElement;

export function isEmpty(row) {
  return [...row.querySelectorAll("input, textarea")].every((field) => field.type === "checkbox" || field.value.trim() === "");
}

export function tell(grid, words) {
  const line = fieldset(grid).querySelector("[data-grid-said]");
  if (line) line.textContent = words;
  else announce(words);
}

// Lets totals, drafts and whoever else counts know that lines came, went or changed place.
export const changed = (grid) => grid.dispatchEvent(new Event("change", { bubbles: true }));

export function addLine(grid, after = null, number = rowsOf(grid).length) {
  const template = fieldset(grid).querySelector("template[data-line-template]");
  const row = template.content.querySelector("tr").cloneNode(true);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of element.attributes) {
      if (attribute.value.includes("__n")) attribute.value = attribute.value.replaceAll("__n__", number).replaceAll("__no__", number + 1);
    }
    if (!element.children.length && element.textContent.includes("__no__")) element.textContent = String(number + 1);
  }
  if (after) after.after(row);
  else grid.tBodies[0].append(row);
  for (const combo of row.querySelectorAll("[data-combo]")) prepare(combo);
  if (after && row.nextElementSibling) renumber(grid);
  return row;
}

// What bears a number in a row, found once: each attribute with what stands before and after the number.
let numbered = new WeakMap();
document.addEventListener("htmx:after:swap", () => { numbered = new WeakMap(); });

function numbersIn(row, name) {
  if (numbered.has(row)) return numbered.get(row);
  const shapes = { name: new RegExp(`^(${name}\\.)\\d+(\\..*)$`), "aria-label": /^(.*?)\d+()$/ };
  const ids = new RegExp(`^(f-${name}-)\\d+(.*)$`);
  const found = [];
  for (const element of [row, ...row.querySelectorAll("[name], [id], [aria-label], [for]")]) {
    for (const attribute of ["name", "id", "for", "aria-label"]) {
      const parts = (shapes[attribute] || ids).exec(element.getAttribute(attribute) || "");
      if (parts) found.push([element, attribute, parts[1], parts[2]]);
    }
  }
  numbered.set(row, found);
  return found;
}

// The server reads lines in the order of their numbers, so names, ids and labels follow the place of the row.
export function renumber(grid) {
  const name = grid.dataset.grid;
  const inIds = new RegExp(`\\b(f-${name}-)\\d+-`, "g");
  rowsOf(grid).forEach((row, at) => {
    if (row.dataset.line === String(at)) return;
    row.dataset.line = at;
    row.cells[0].textContent = String(at + 1);
    for (const [element, attribute, before, after] of numbersIn(row, name)) {
      element.setAttribute(attribute, `${before}${attribute === "aria-label" ? at + 1 : at}${after}`);
    }
    for (const element of row.querySelectorAll("[aria-describedby]")) {
      const told = element.getAttribute("aria-describedby");
      element.setAttribute("aria-describedby", told.replace(inIds, `$1${at}-`));
    }
  });
}

export function deleteLine(grid, row) {
  const rows = rowsOf(grid);
  const at = rows.indexOf(row);
  const undo = make("button", { type: "button", class: "btn small ghost" }, text("undo"));
  const wide = [...row.cells].length;
  const note = make("tr", { class: "deleted" }, make("td", { colspan: String(wide) }, `${text("lineDeleted", { number: at + 1 })} `, undo));
  undo.addEventListener("click", () => {
    note.replaceWith(row);
    renumber(grid);
    changed(grid);
    enter(stopsIn(row)[0]);
  });
  if (isEmpty(row)) row.remove();
  else row.replaceWith(note);
  renumber(grid);
  if (!rowsOf(grid).length) addLine(grid);
  const left = rowsOf(grid);
  enter(stopsIn(left[Math.min(at, left.length - 1)])[0]);
  changed(grid);
}

export function copyLine(grid, row) {
  const fresh = addLine(grid, row);
  const values = [...row.querySelectorAll("input, select, textarea")];
  [...fresh.querySelectorAll("input, select, textarea")].forEach((field, at) => {
    if (field.type === "checkbox") field.checked = values[at]?.checked;
    else field.value = values[at]?.value ?? "";
  });
  enter(stopsIn(fresh)[0]);
  changed(grid);
}

export function moveLine(grid, row, step) {
  const rows = rowsOf(grid);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  const name = cellOf(document.activeElement)?.dataset.name;
  if (step < 0) other.before(row);
  else other.after(row);
  renumber(grid);
  enter(fieldIn(name && cell(row, name)) || stopsIn(row)[0]);
  changed(grid);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = rowOf(event.target);
  if (!row || !event.target.matches("input, select, textarea")) return;
  const grid = gridOf(row);
  if (event.key === "Enter" && !event.target.matches("textarea")) {
    event.preventDefault();
    goEnter(grid, row, event.target, event.shiftKey ? -1 : 1);
  } else if (event.key === "Tab" && !event.shiftKey) {
    goTab(event, grid, row);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.target.matches("select, textarea")) {
    event.preventDefault();
    sameColumn(grid, row, event.target, event.key === "ArrowDown" ? 1 : -1);
  }
});

function goEnter(grid, row, field, step) {
  const rows = rowsOf(grid);
  if (step > 0 && rows.length > 1 && row === rows[rows.length - 1] && isEmpty(row) && field === stopsIn(row)[0]) return leave(grid, 1);
  const next = nextOf(field, row, step);
  if (next) return enter(next);
  const beside = rows[rows.indexOf(row) + step];
  if (beside) {
    const stops = stopsIn(beside);
    return enter(stops[step > 0 ? 0 : stops.length - 1]);
  }
  if (step < 0) return leave(grid, -1);
  if (isEmpty(row)) return leave(grid, 1);
  return enter(stopsIn(addAtEnd(grid))[0]);
}

function goTab(event, grid, row) {
  const fields = fieldsIn(row);
  if (event.target !== fields[fields.length - 1] || row !== rowsOf(grid).pop()) return;
  event.preventDefault();
  if (isEmpty(row)) leave(grid, 1);
  else enter(fieldsIn(addAtEnd(grid))[0]);
}

function addAtEnd(grid) {
  const row = addLine(grid);
  changed(grid);
  return row;
}

// Out of the grid: to the next field of the form behind it, else its primary button.
function leave(grid, step) {
  const form = grid.closest("form");
  const all = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, [data-primary]")].filter(
    (field) => field.tabIndex >= 0 && field.getClientRects().length > 0,
  );
  const position = (field) => grid.compareDocumentPosition(field);
  const behind = all.filter((field) => position(field) & (step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING) && !grid.contains(field));
  const next = step > 0 ? behind[0] : behind.pop();
  next?.focus();
}

function sameColumn(grid, row, field, step) {
  const rows = rowsOf(grid);
  const beside = rows[rows.indexOf(row) + step];
  const place = cellOf(field);
  const target = beside && place && fieldIn(cell(beside, place.dataset.name));
  if (target) enter(target);
}

document.addEventListener("focusin", (event) => {
  const row = rowOf(event.target);
  for (const old of document.querySelectorAll("[data-grid] tr.active")) if (old !== row) old.classList.remove("active");
  row?.classList.add("active");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-line]");
  if (!button) return;
  const grid = button.closest(".grid-field").querySelector("[data-grid]");
  const last = rowsOf(grid).pop();
  enter(stopsIn(last && isEmpty(last) ? last : addAtEnd(grid))[0]);
});

const group = "grid";
const when = () => Boolean(document.querySelector("[data-grid]"));
for (const [key, title] of [["Enter ", "keyNextCell"], ["↑ ↓", "keySameColumn"], ["F2", "keyAllColumns"], ["F8", "keyLineMenu"], ["= ", "keyBalance"]]) {
  defineKey(key, () => text(title), () => false, { group, when });
}
