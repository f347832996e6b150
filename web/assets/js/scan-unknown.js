// Codes that nobody knew: each waits in a row until somebody says what it is; what was scanned of it then counts, and the code
// is remembered for everybody, also when the connection is only back later.
import { prepare } from "./combobox.js";
import { make } from "./elements.js";
import { newKey, queue } from "./outbox.js";
import { count, knownOf, partOf, shown } from "./scan-lines.js";
import { addNumbers } from "./numbers.js";
import { say } from "./scan-said.js";
import { text } from "./texts.js";

const listOf = (part) => part.querySelector(".scan-unknown");
const rowFor = (part, code) => [...listOf(part).children].find((row) => row.dataset.code === code);

// set: the quantity that was said with the code, "" without one; what is scanned after it is added to it.
export function noteUnknown(part, code, set) {
  say(part, text("scanUnknown", { code }), false);
  if (!part.dataset.scanLearn || !knownOf(part).meanings.length) return;
  const row = rowFor(part, code) || newRow(part, code);
  row.dataset.set = set || row.dataset.set;
  row.dataset.times = set ? 0 : Number(row.dataset.times) + 1;
  row.querySelector("b").textContent = title(row.dataset);
}

function title({ code, set, times }) {
  const named = set ? `${shown(set)}*${code}` : code;
  return times === (set ? "0" : "1") ? named : text("scanUnknownCount", { code: named, number: times });
}

function newRow(part, code) {
  const input = make("input", { class: "input", "aria-label": text("scanAsLabel", { code }), placeholder: text("scanAs"), autocomplete: "off" });
  const combo = make("span", { class: "combo", "data-combo": true }, make("input", { type: "hidden" }), input);
  combo.choices = knownOf(part).meanings.map((meaning, at) => ({ id: String(at), text: meaning.text }));
  const row = make("li", { "data-code": code, "data-times": "0", "data-set": "", "data-not-typed": true }, make("b", {}), combo);
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
  const { code, set, times } = row.dataset;
  const known = knownOf(part);
  const thing = known.things[meaning.thing];
  known.codes[code.toLowerCase()] = { thing: meaning.thing, adds: meaning.adds };
  const adds = addNumbers(Array(Number(times)).fill(meaning.adds));
  count(part, thing, adds, set && addNumbers([set, adds]));
  row.remove();
  const learned = text("scanLearned", { code, thing: meaning.text });
  queue({ key: newKey(), url: part.dataset.scanLearn, title: learned, fields: Object.entries({ ...meaning.means, code }) });
  say(part, learned, true);
  part.querySelector("[data-scan-field]").focus();
}
