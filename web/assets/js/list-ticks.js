// Ticked rows: single, by range, the page, or all by filter. Ticks outlive paging; the bar says how many are out of sight.
import { announce } from "./announce.js";
import { make, whenReady } from "./elements.js";
import { cursor } from "./list-cursor.js";
import { defineKey } from "./keys.js";
import { addNumbers, formatNumber } from "./numbers.js";
import { language, text } from "./texts.js";

const ticked = new Map(); // value of the row -> its amount, or null
let all = false;
let lastBox = null;

const boxes = () => [...document.querySelectorAll("[data-list] [data-tick]")];
const bar = () => document.querySelector("[data-bulk]");

function set(box, on) {
  if (on) ticked.set(box.value, box.dataset.amount ?? null);
  else {
    ticked.delete(box.value);
    all = false;
  }
  box.checked = on;
  box.closest("tr").classList.toggle("ticked", on);
}

function show(say = true) {
  const shown = boxes();
  for (const box of shown) {
    box.checked = all || ticked.has(box.value);
    box.closest("tr").classList.toggle("ticked", box.checked);
  }
  const here = shown.filter((box) => box.checked).length;
  const page = document.querySelector("[data-tick-page]");
  if (page) {
    page.checked = here > 0 && here === shown.length;
    page.indeterminate = here > 0 && here < shown.length;
  }
  const panel = bar();
  if (!panel) return;
  panel.hidden = !ticked.size && !all;
  const words = summary(here);
  const count = panel.querySelector("[data-bulk-count]");
  if (count) count.textContent = words;
  const everything = panel.querySelector("[data-select-all]");
  if (everything) everything.hidden = all || here < shown.length || !shown.length;
  fillForm(panel);
  if (say && !panel.hidden) announce(words);
}

function summary(here) {
  if (all) return document.querySelector("[data-select-all]")?.textContent.trim() || text("ticked", { number: ticked.size });
  const parts = [text("ticked", { number: ticked.size })];
  const amounts = [...ticked.values()].filter((amount) => amount !== null);
  if (amounts.length && amounts.length === ticked.size) parts.push(text("sum", { sum: formatNumber(addNumbers(amounts), language()) }));
  if (ticked.size > here) parts.push(text("outOfSight", { number: ticked.size - here }));
  return parts.join(" · ");
}

// The bulk form gets the rows that are not on this page too.
function fillForm(panel) {
  const form = document.getElementById("bulk") || panel.querySelector("form");
  if (!form) return;
  for (const old of form.querySelectorAll("[data-ticked]")) old.remove();
  const names = all ? [["_all", "1"]] : [...ticked.keys()].map((value) => ["row", value]);
  for (const [name, value] of names) form.append(make("input", { type: "hidden", name, value, "data-ticked": true }));
}

function range(to) {
  const shown = boxes();
  const from = shown.indexOf(lastBox?.isConnected ? lastBox : to);
  const [low, high] = [from < 0 ? shown.indexOf(to) : from, shown.indexOf(to)].sort((a, b) => a - b);
  for (const box of shown.slice(low, high + 1)) set(box, true);
}

let shiftHeld = false;
document.addEventListener("click", (event) => {
  shiftHeld = event.shiftKey;
  if (event.target.closest("[data-select-all]")) {
    all = true;
    show();
  } else if (event.target.closest("[data-select-none]")) {
    clear();
  }
}, true);

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-tick-page]")) {
    for (const each of boxes()) set(each, box.checked);
  } else if (box.matches("[data-tick]")) {
    if (shiftHeld && box.checked) range(box);
    else set(box, box.checked);
    lastBox = box;
  } else return;
  show();
});

export function clear() {
  if (!ticked.size && !all) return false;
  ticked.clear();
  all = false;
  show();
  return true;
}

const usable = () => boxes().length > 0;
const boxAtCursor = () => cursor()?.querySelector("[data-tick]");
defineKey("x", () => text("keyTick"), () => {
  const box = boxAtCursor();
  if (!box) return false;
  set(box, !box.checked);
  lastBox = box;
  return show();
}, { group: "list", when: usable });
defineKey("X", () => text("keyTickRange"), () => {
  const box = boxAtCursor();
  if (!box) return false;
  range(box);
  lastBox = box;
  return show();
}, { group: "list", when: usable });
defineKey("A", () => text("keyTickPage"), () => {
  for (const box of boxes()) set(box, true);
  show();
}, { group: "list", when: usable });
defineKey("Escape", "", () => clear(), { when: usable });

whenReady(() => { if (usable()) show(false); });
