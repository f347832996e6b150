// Two lists that are matched: on the left what came, on the right what it may be. Arrows move the candidates, x ticks one,
// w writes the difference off. What is left over is always in sight. Enter in a field never accepts.
import { defineKey } from "./keys.js";
import { whenReady } from "./elements.js";
import { addNumbers, formatNumber, subtractNumbers } from "./numbers.js";
import { language, text } from "./texts.js";

const form = () => document.querySelector("[data-match]");
const inMatch = () => Boolean(form());
const boxes = () => [...form().querySelectorAll("[data-candidate]")];
const marked = () => form().querySelector("tr.cursor");

function put(row) {
  marked()?.classList.remove("cursor");
  if (!row) return;
  row.classList.add("cursor");
  row.querySelector("[data-candidate]").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const rows = boxes().map((box) => box.closest("tr"));
  if (!rows.length) return false;
  const at = rows.indexOf(marked());
  put(rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)]);
  return true;
}

function tick() {
  const box = marked()?.querySelector("[data-candidate]") || boxes()[0];
  if (!box) return false;
  box.checked = !box.checked;
  if (!marked()) put(box.closest("tr"));
  show();
  return true;
}

function writeOff() {
  const box = form().querySelector("[data-match-write-off]");
  if (!box || box.disabled) return false;
  box.checked = !box.checked;
  show();
  return true;
}

const sum = (found) => addNumbers(found.filter((box) => box.checked).map((box) => box.dataset.amount));

// What the ticked lines of both sides differ by; written off, it is nothing.
function show() {
  const match = form();
  if (!match) return;
  for (const box of boxes()) box.closest("tr").classList.toggle("ticked", box.checked);
  const lines = [...document.querySelectorAll("[data-match-line]")];
  const difference = subtractNumbers(sum(boxes()), sum(lines));
  const output = match.querySelector("[data-match-difference]");
  output.textContent = formatNumber(difference, language(), Number(match.dataset.decimals || 0));
  const even = difference === "0";
  output.closest("[data-match-rest]").classList.toggle("even", even);
  const box = match.querySelector("[data-match-write-off]");
  if (box) box.disabled = even || !boxes().some((candidate) => candidate.checked);
  if (box?.disabled) box.checked = false;
}

defineKey("ArrowDown", () => text("keyMatchNext"), () => move(1), { when: inMatch });
defineKey("ArrowUp", () => text("keyMatchPrevious"), () => move(-1), { when: inMatch });
defineKey("x", () => text("keyMatchTick"), tick, { when: inMatch });
defineKey("w", () => text("keyMatchWriteOff"), writeOff, { when: inMatch });

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-candidate], [data-match-line], [data-match-write-off]")) show();
});
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key === "Enter" && field.matches?.("[data-match] input")) event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-match] tr");
  if (row?.querySelector("[data-candidate]") && row !== marked()) {
    marked()?.classList.remove("cursor");
    row.classList.add("cursor");
  }
});
whenReady(() => {
  if (!inMatch()) return;
  show();
  document.querySelector("[data-match-current]")?.scrollIntoView({ block: "nearest" });
});
