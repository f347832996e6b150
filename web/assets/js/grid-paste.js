// Cells pasted from a spreadsheet fill the grid from where the cursor is; rows are added; references match by code or name.
import { exactItem, fetchOptions, take } from "./combobox.js";
import { readDate, writeDate } from "./dates.js";
import { addLine, cell, cellOf, changed, columnsOf, fieldIn, gridOf, rowOf, rowsOf, tell } from "./grid.js";
import { formatNumber, readNumber } from "./numbers.js";
import { settle } from "./number-fields.js";
import { language, text } from "./texts.js";

const MOST_ROWS = 2000;

document.addEventListener("paste", (event) => {
  const row = rowOf(event.target);
  const pasted = event.clipboardData?.getData("text/plain") || "";
  if (!row || !/[\t\n]/.test(pasted.trim())) return;
  event.preventDefault();
  fill(gridOf(row), row, cellOf(event.target).dataset.name, table(pasted));
});

// Rows and cells; a cell in double quotes may hold tabs, line ends and doubled quotes.
export function table(pasted) {
  const rows = [[]];
  let at = 0;
  const plain = pasted.replaceAll("\r\n", "\n").replace(/\n$/, "");
  while (at <= plain.length) {
    const quoted = plain[at] === '"' && /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(plain.slice(at));
    const found = quoted || /^([^\t\n]*)/.exec(plain.slice(at));
    rows[rows.length - 1].push((quoted ? found[1].replaceAll('""', '"') : found[1]).trim());
    at += found[0].length;
    if (plain[at] === "\n") rows.push([]);
    at += 1;
  }
  return rows.filter((cells) => cells.some(Boolean)).slice(0, MOST_ROWS);
}

async function fill(grid, first, startName, rows) {
  const columns = columnsOf(grid).filter((head) => head.getClientRects().length && fieldIn(cell(first, head.dataset.name)));
  const start = columns.findIndex((head) => head.dataset.name === startName);
  const known = new Map();
  const all = rowsOf(grid);
  let at = all.indexOf(first);
  const work = [];
  for (const cells of rows) {
    const row = all[at] || addLine(grid, null, at);
    at += 1;
    cells.slice(0, columns.length - start).forEach((typed, offset) => {
      work.push({ row, place: cell(row, columns[start + offset].dataset.name), typed });
    });
  }
  const refused = new Set();
  await lookUp(work, known);
  for (const { row, place, typed } of work) if (!put(place, typed, known)) refused.add(row);
  changed(grid);
  tell(grid, text(refused.size ? "pastedSome" : "pasted", { number: rows.length, refused: refused.size }));
  const wrong = [...refused][0]?.querySelector('[aria-invalid="true"]');
  if (wrong) wrong.focus();
}

const sourceOf = (place) => place.querySelector("[data-combo]")?.dataset.source;

// Each different text is asked for once, four at a time.
async function lookUp(work, known) {
  const wanted = [...new Set(work.filter(({ place, typed }) => sourceOf(place) && typed).map(({ place, typed }) => `${sourceOf(place)}\n${typed}`))];
  const next = async () => {
    for (let key = wanted.pop(); key; key = wanted.pop()) {
      const [source, typed] = key.split("\n");
      const items = await fetchOptions(source, typed).catch(() => []);
      known.set(key, exactItem(items, typed));
    }
  };
  await Promise.all([next(), next(), next(), next()]);
}

// Writes one cell; whether its text fits the column.
function put(place, typed, known) {
  const combo = place.querySelector("[data-combo]");
  const field = fieldIn(place);
  if (combo) return putReference(combo, field, typed, known);
  if (field.matches("select")) return putChoice(field, typed);
  if (field.type === "checkbox") {
    field.checked = /^(1|x|v|ya|yes|true)$/i.test(typed);
    return true;
  }
  if ("number" in field.dataset) return putNumber(field, typed);
  const date = field.closest("[data-date]") && readDate(typed, language());
  field.value = date ? writeDate(date) : typed;
  field.removeAttribute("aria-invalid");
  return true;
}

function putReference(combo, field, typed, known) {
  const item = known.get(`${combo.dataset.source}\n${typed}`);
  if (item) {
    take(combo, item, true);
    return true;
  }
  combo.querySelector("input[type=hidden]").value = "";
  field.value = typed;
  if (typed) field.setAttribute("aria-invalid", "true");
  return !typed;
}

function putChoice(field, typed) {
  const wanted = typed.toLowerCase();
  const option = [...field.options].find((each) => each.value.toLowerCase() === wanted || each.text.trim().toLowerCase() === wanted);
  if (option) field.value = option.value;
  field.toggleAttribute("aria-invalid", !option);
  if (!option) field.setAttribute("aria-invalid", "true");
  return Boolean(option);
}

function putNumber(field, typed) {
  const plain = readNumber(typed, language());
  field.value = plain ? formatNumber(plain, language()) : typed;
  settle(field);
  return plain !== null;
}
