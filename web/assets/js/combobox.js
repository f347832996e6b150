// Reference fields: an ARIA combobox over a list of the server. Typed text counts only once a row was taken; Enter and Tab
// take the marked row only when the list answers exactly what was typed; an exact code wins even after I have moved on.
import { announce } from "./announce.js";
import { echo } from "./echo.js";
import { idOf, make, whenReady } from "./elements.js";
import { openForm } from "./form-dialog.js";
import { ask } from "./server.js";
import { text } from "./texts.js";

const WAIT = 120;
const MOST = 30;
const states = new WeakMap();
let shown = null; // the combobox whose list is open

const comboOf = (element) => element.closest?.("[data-combo]");
const inputOf = (combo) => combo.querySelector("input:not([type=hidden])");
const valueOf = (combo) => combo.querySelector("input[type=hidden]");
const stateOf = (combo) => {
  if (!states.has(combo)) states.set(combo, { query: null, items: [], stepped: null, pending: null, stopper: null, timer: 0 });
  return states.get(combo);
};

whenReady((root) => {
  for (const combo of root.querySelectorAll("[data-combo]")) prepare(combo);
});

export function prepare(combo) {
  const input = inputOf(combo);
  if (input.getAttribute("role") === "combobox") return;
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["autocomplete", "off"], ["spellcheck", "false"]]) {
    input.setAttribute(name, value);
  }
}

const isLoose = (combo) => inputOf(combo).value.trim() !== "" && !valueOf(combo).value;
const words = (item) => (item.text ? item.text : [item.code, item.name].filter(Boolean).join(" "));

export function fetchOptions(source, query, signal) {
  return askOptions(source, query, signal).then((answer) => answer.items);
}

// The rows, and where a new one is made, if this person may.
async function askOptions(source, query, signal) {
  const joined = source.includes("?") ? "&" : "?";
  const answer = await ask(`${source}${joined}q=${encodeURIComponent(query)}`, signal);
  return answer.items ? answer : { items: answer };
}

// `choices` of a combobox are asked before any server: they stand in the page.
function choose(combo, query, signal) {
  if (!combo.choices) return askOptions(combo.dataset.source, query, signal);
  const parts = query.toLowerCase().split(/\s+/);
  const items = combo.choices.filter((item) => parts.every((part) => words(item).toLowerCase().includes(part))).slice(0, MOST);
  return Promise.resolve({ items });
}

// The one item that the typed text names: its code, its words, or its name without the code.
export function exactItem(items, typed) {
  const wanted = typed.trim().toLowerCase();
  const bare = (item) => (item.code ? words(item).slice(item.code.length).trim() : words(item));
  return (
    items.find((item) => (item.code || "").toLowerCase() === wanted) ||
    items.find((item) => words(item).toLowerCase() === wanted) ||
    items.find((item) => bare(item).toLowerCase() === wanted) || null
  );
}

// `quiet`: the caller tells of many changes at once.
export function take(combo, item, quiet = false) {
  const input = inputOf(combo);
  valueOf(combo).value = item.id;
  input.value = words(item);
  echo(input, "");
  if (quiet) return;
  close();
  valueOf(combo).dispatchEvent(new Event("change", { bubbles: true }));
}

function look(combo, wait) {
  const state = stateOf(combo);
  const query = inputOf(combo).value.trim();
  clearTimeout(state.timer);
  state.stopper?.abort();
  const stopper = (state.stopper = new AbortController());
  const icon = combo.querySelector(":scope > .icon");
  state.pending = new Promise((go) => { state.timer = setTimeout(go, wait); })
    .then(() => (stopper.signal.aborted ? null : choose(combo, query, stopper.signal)))
    .then((answer) => {
      if (!answer || stopper.signal.aborted) return;
      Object.assign(state, { query, ...answer });
      if (document.activeElement === inputOf(combo)) draw(combo);
    })
    .catch(() => {})
    .finally(() => {
      if (state.stopper !== stopper) return;
      state.pending = null;
      icon?.classList.remove("busy");
    });
  icon?.classList.add("busy");
  return state.pending;
}

function draw(combo) {
  close();
  const state = stateOf(combo);
  const input = inputOf(combo);
  const list = make("div", { class: "options fixed", role: "listbox", "aria-label": input.getAttribute("aria-label") || text("suggestions") });
  const options = state.items.map((item) => option(item));
  list.append(...options);
  if (!options.length) list.append(make("div", { class: "options-note", role: "option", "aria-disabled": "true", "aria-selected": "false" }, text("nothingFound")));
  if (state.create && combo.closest("form[data-form]")) list.append(creation(state.create));
  combo.append(list);
  shown = combo;
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", idOf(list, "options"));
  place(list, input);
  if (state.stepped) remark(list, state.stepped);
  else if (state.query && options.length) mark(options.find((each) => each.item === exactItem(state.items, state.query)) || options[0]);
  announce(options.length ? text("suggestionCount", { number: options.length }) : text("nothingFound"));
}

function option(item) {
  const shownOption = make("div", { class: "option", role: "option", "aria-selected": "false" }, make("span", {}, words(item)), item.detail ? make("small", {}, item.detail) : null);
  shownOption.item = item;
  idOf(shownOption, "option");
  return shownOption;
}

// Creating is a separate last entry, never Tab or Enter on loose text.
function creation(where) {
  const entry = make("div", { class: "option create", role: "option", "aria-selected": "false" }, text("createNew"));
  entry.create = where;
  idOf(entry, "option");
  return entry;
}

// Over this page; the focus comes back to the field, with the new one in it.
function create(combo, where) {
  const typed = isLoose(combo) ? inputOf(combo).value.trim() : "";
  stateOf(combo).stopper?.abort();
  close();
  openForm(where.url, { typed, choose: where.choose, done: (item) => take(combo, item) });
}

function place(list, input) {
  const box = input.getBoundingClientRect();
  const below = window.innerHeight - box.bottom;
  list.style.minWidth = `${Math.max(box.width, 240)}px`;
  list.style.maxHeight = `${Math.min(300, Math.max(below, box.top) - 12)}px`;
  list.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - list.offsetWidth - 8))}px`;
  list.style.top = below < Math.min(list.offsetHeight, 300) + 8 && box.top > below ? `${box.top - list.offsetHeight - 3}px` : `${box.bottom + 3}px`;
}

export function close() {
  if (!shown) return;
  shown.querySelector(".options")?.remove();
  const input = inputOf(shown);
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  input.removeAttribute("aria-controls");
  shown = null;
}

const marked = (combo) => combo.querySelector('.option[aria-selected="true"]');

function mark(option) {
  const combo = comboOf(option);
  marked(combo)?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  inputOf(combo).setAttribute("aria-activedescendant", option.id);
}

function step(combo, by) {
  const all = [...combo.querySelectorAll(".option:not([aria-disabled])")];
  if (!all.length) return;
  const next = all[(all.indexOf(marked(combo)) + by + all.length) % all.length];
  stateOf(combo).stepped = nameOf(next);
  mark(next);
}

// What the person stepped to stays marked when the list is drawn anew by an answer that came late; gone, nothing is.
const nameOf = (option) => (option.create ? "create" : `item ${option.item.id}`);
function remark(list, name) {
  const same = [...list.querySelectorAll(".option")].find((each) => nameOf(each) === name);
  if (same) mark(same);
}

// On Enter or Tab. Never takes a row of an answer to other text; what is still under way is settled when it comes.
function settle(combo) {
  const state = stateOf(combo);
  const typed = inputOf(combo).value.trim();
  const option = marked(combo);
  if (option && shown === combo && (option.create || state.query === typed || !isLoose(combo))) {
    if (option.create) create(combo, option.create);
    else take(combo, option.item);
    return Boolean(option.create);
  }
  close();
  if (isLoose(combo)) settleLater(combo, typed);
}

async function settleLater(combo, typed) {
  const state = stateOf(combo);
  if (state.query !== typed) await (state.pending || look(combo, 0));
  if (!combo.isConnected || inputOf(combo).value.trim() !== typed || valueOf(combo).value) return;
  const found = state.query === typed && (exactItem(state.items, typed) || (state.items.length === 1 ? state.items[0] : null));
  if (found) take(combo, found);
  else if (document.activeElement !== inputOf(combo)) echo(inputOf(combo), text("notChosen", { text: typed }), true);
}

document.addEventListener("input", (event) => {
  const combo = comboOf(event.target);
  if (!combo || event.target.type === "hidden") return;
  const had = valueOf(combo).value;
  valueOf(combo).value = "";
  stateOf(combo).stepped = null;
  echo(inputOf(combo), "");
  if (had) valueOf(combo).dispatchEvent(new Event("change", { bubbles: true }));
  if (event.target.value.trim()) look(combo, WAIT);
  else {
    stateOf(combo).stopper?.abort();
    close();
  }
});

document.addEventListener("keydown", (event) => {
  const combo = comboOf(event.target);
  if (!combo || event.isComposing || event.ctrlKey || event.metaKey) return;
  const isOpen = shown === combo;
  if (event.key === "ArrowDown" && (event.altKey || !isOpen) && !(inGrid(combo) && !event.altKey && !isLoose(combo))) {
    event.preventDefault();
    if (isOpen) return;
    if (stateOf(combo).query === inputOf(combo).value.trim()) draw(combo);
    else openAll(combo);
  } else if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(combo, event.key === "ArrowDown" ? 1 : -1);
  } else if (isOpen && event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" || event.key === "Tab") {
    const stay = event.key === "Enter" && (isOpen || isLoose(combo)) && !combo.closest("form[data-form]");
    const moved = settle(combo);
    // Whoever took the field away with its choice put the focus elsewhere; this key must not act there.
    if (moved || stay || !combo.isConnected) event.preventDefault();
  }
});
const inGrid = (combo) => Boolean(combo.closest("[data-grid]"));

// Opens the whole list around what is chosen, not only what has the same words.
async function openAll(combo) {
  const input = inputOf(combo);
  const state = stateOf(combo);
  if (isLoose(combo)) return void (await look(combo, 0));
  const answer = await choose(combo, "").catch(() => null);
  if (!answer || document.activeElement !== input) return;
  Object.assign(state, { query: null, stepped: null, ...answer });
  draw(combo);
  const own = [...combo.querySelectorAll(".option")].find((each) => String(each.item?.id) === valueOf(combo).value);
  const first = own || combo.querySelector(".option:not([aria-disabled])");
  if (first) mark(first);
}

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".options .option:not([aria-disabled])");
  if (option) {
    event.preventDefault();
    const combo = comboOf(option);
    inputOf(combo).focus();
    if (option.create) create(combo, option.create);
    else take(combo, option.item);
    return;
  }
  const combo = comboOf(event.target);
  if (combo && event.target === inputOf(combo) && shown !== combo && document.activeElement === event.target) openAll(combo);
});

document.addEventListener("focusout", (event) => {
  const combo = comboOf(event.target);
  if (!combo || event.target.type === "hidden") return;
  if (shown === combo) close();
  if (isLoose(combo)) settleLater(combo, inputOf(combo).value.trim());
});
document.addEventListener("scroll", (event) => {
  if (shown && !event.target.closest?.(".options")) close();
}, true);
