// Codes that nobody knew: each waits in a row until somebody says what it is; what was scanned of it then counts, and the code
// is remembered for everybody, also when the connection is only back later.
import { prepare } from "./combobox.js";
import { make } from "./elements.js";
import { newKey, queue } from "./outbox.js";
import { count, knownOf, partOf } from "./scan-lines.js";
import { multiplied } from "./numbers.js";
import { say } from "./scan-said.js";
import { text } from "./texts.js";

const listOf = (part) => part.querySelector(".scan-unknown");
const rowFor = (part, code) => [...listOf(part).children].find((row) => row.dataset.code === code);

export function noteUnknown(part, code) {
  say(part, text("scanUnknown", { code }), false);
  if (!part.dataset.scanLearn || !knownOf(part).meanings.length) return;
  const row = rowFor(part, code) || newRow(part, code);
  row.dataset.times = Number(row.dataset.times) + 1;
  row.querySelector("b").textContent = row.dataset.times === "1" ? code : text("scanUnknownCount", { code, number: row.dataset.times });
}

function newRow(part, code) {
  const input = make("input", { class: "input", "aria-label": text("scanAsLabel", { code }), placeholder: text("scanAs"), autocomplete: "off" });
  const combo = make("span", { class: "combo", "data-combo": true }, make("input", { type: "hidden" }), input);
  combo.choices = knownOf(part).meanings.map((meaning, at) => ({ id: String(at), text: meaning.text }));
  const row = make("li", { "data-code": code, "data-times": "0", "data-not-typed": true }, make("b", {}), combo);
  prepare(combo);
  listOf(part).append(row);
  return row;
}

document.addEventListener("change", (event) => {
  const row = event.target.closest?.(".scan-unknown > li");
  if (!row || event.target.type !== "hidden" || !event.target.value) return;
  learn(partOf(row), row, knownOf(partOf(row)).meanings[Number(event.target.value)]);
});

function learn(part, row, meaning) {
  const { code, times } = row.dataset;
  const known = knownOf(part);
  const thing = known.things[meaning.thing];
  known.codes[code.toLowerCase()] = { thing: meaning.thing, adds: meaning.adds };
  count(part, thing, multiplied(meaning.adds, Number(times)));
  row.remove();
  const title = text("scanLearned", { code, thing: meaning.text });
  queue({ key: newKey(), url: part.dataset.scanLearn, title, fields: { ...meaning.means, code, _do: "save" } });
  say(part, title, true);
  part.querySelector("[data-scan-field]").focus();
}
