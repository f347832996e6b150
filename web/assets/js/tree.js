// A tree as the ARIA practices have it: one stop of Tab, arrows move, right opens, left closes or goes up, Home and End, a letter
// finds what begins with it. Links inside are reached by Enter on their row, or by a click.
import { whenReady } from "./elements.js";

const items = (tree) => [...tree.querySelectorAll("[role=treeitem]")].filter((item) => item.offsetParent !== null);
const parentOf = (item) => item.parentElement.closest("[role=treeitem]");
const words = (item) => item.querySelector(":scope > .tree-row").textContent.trim().toLowerCase();

function go(tree, item) {
  if (!item) return;
  for (const other of tree.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  item.tabIndex = 0;
  item.focus();
}

function open(item, yes) {
  if (item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", String(yes));
}

const isOpen = (item) => item.getAttribute("aria-expanded") === "true";

function right(tree, item) {
  if (!item.hasAttribute("aria-expanded")) return;
  if (isOpen(item)) go(tree, item.querySelector("[role=treeitem]"));
  else open(item, true);
}

function left(tree, item) {
  if (isOpen(item)) open(item, false);
  else go(tree, parentOf(item));
}

function find(tree, item, letter) {
  const seen = items(tree);
  const from = seen.indexOf(item) + 1;
  return [...seen.slice(from), ...seen.slice(0, from)].find((one) => words(one).startsWith(letter));
}

const moves = {
  ArrowDown: (tree, item) => go(tree, items(tree)[items(tree).indexOf(item) + 1]),
  ArrowUp: (tree, item) => go(tree, items(tree)[items(tree).indexOf(item) - 1]),
  ArrowRight: right,
  ArrowLeft: left,
  Home: (tree) => go(tree, items(tree)[0]),
  End: (tree) => go(tree, items(tree).at(-1)),
  Enter: (tree, item) => item.querySelector(":scope > .tree-row a")?.click(),
};

document.addEventListener("keydown", (event) => {
  const item = event.target.closest?.("[role=treeitem]");
  if (!item || event.target !== item || event.ctrlKey || event.metaKey || event.altKey) return;
  const tree = item.closest("[role=tree]");
  const move = moves[event.key];
  if (move) move(tree, item);
  else if (/^\p{L}$/u.test(event.key)) go(tree, find(tree, item, event.key.toLowerCase()));
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("click", (event) => {
  const row = event.target.closest(".tree-row");
  if (!row || event.target.closest("a, button")) return;
  const item = row.parentElement;
  open(item, !isOpen(item));
  go(item.closest("[role=tree]"), item);
});

whenReady(() => document.querySelector(".tree .found")?.scrollIntoView({ block: "center" }));
