// The palette: recents, actions of this page and the menu at once, records from the server as they come.
import { icon, make, base } from "./elements.js";
import { defineKey } from "./keys.js";
import { ask } from "./server.js";
import { text } from "./texts.js";

const MOST_RECENT = 8;
const recentKey = () => `dapur:recent:${document.documentElement.dataset.user}:${base()}`;

let dialog = null;
let input;
let list;
let records = { query: "", items: [] };
let pending = null;
let timer = 0;

const readRecent = () => {
  try {
    return JSON.parse(localStorage.getItem(recentKey())) || [];
  } catch {
    return [];
  }
};

// Remembers this page, unless it is sensitive: names of people and pay stay out of the browser.
function remember() {
  const heading = document.querySelector("main h1");
  if (!heading || !base() || document.querySelector("[data-sensitive]") || document.querySelector(".state")) return;
  const url = location.pathname;
  const rest = readRecent().filter((item) => item.url !== url);
  const detail = [...document.querySelectorAll(".crumbs a")].pop()?.textContent.trim() || "";
  localStorage.setItem(recentKey(), JSON.stringify([{ url, title: heading.textContent.trim(), detail }, ...rest].slice(0, MOST_RECENT)));
}

const pageActions = () => JSON.parse(document.getElementById("palette")?.textContent || "[]");

function menuEntries() {
  return [...document.querySelectorAll(".nav a")].map((link) => {
    const above = link.closest(".subnav")?.parentElement.querySelector(".nav-link")?.textContent.trim();
    const drawing = (link.querySelector("use") || link.closest(".nav-item")?.querySelector("use"))?.getAttribute("href") || "#point";
    return { title: link.textContent.trim(), detail: above || "", url: link.getAttribute("href"), icon: drawing.split("#")[1] };
  });
}

// How well a title answers: 3 is it, 2 begins so, 1 has the letters in order close together, 0 not.
function score(title, query) {
  const [name, wanted] = [title.toLowerCase(), query.toLowerCase()];
  if (name === wanted) return 3;
  if (name.startsWith(wanted) || name.includes(` ${wanted}`)) return 2;
  if (name.includes(wanted)) return 1.5;
  let at = -1;
  let first = -1;
  for (const letter of wanted) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return 0;
    if (first < 0) first = at;
  }
  return wanted.length > 1 && at - first < wanted.length * 2 ? 1 : 0;
}

const matching = (items, query) =>
  items.map((item) => [score(item.title, query), item]).filter(([points]) => points > 0).sort((a, b) => b[0] - a[0]).map(([, item]) => item);

function groups(typed) {
  const kind = ">@#/".includes(typed[0]) ? typed[0] : "";
  const query = (kind ? typed.slice(1) : typed).trim();
  if (!query) {
    const all = [["actions", pageActions()], ["recent", readRecent().filter((item) => item.url !== location.pathname)], ["menu", menuEntries()]];
    return all.filter(([name]) => !kind || { ">": "actions", "/": "menu" }[kind] === name);
  }
  const found = records.query === query ? records.items : [];
  const exact = found.filter((item) => item.title.toLowerCase().split(" ")[0] === query.toLowerCase() || item.title.toLowerCase() === query.toLowerCase());
  const rest = found.filter((item) => !exact.includes(item));
  if (kind === ">") return [["actions", matching(pageActions(), query)]];
  if (kind === "/") return [["menu", matching(menuEntries(), query)]];
  if (kind) return [["records", [...exact, ...rest]]];
  return [["exact", exact], ["actions", matching(pageActions(), query)], ["menu", matching(menuEntries(), query)], ["recent", matching(readRecent(), query)], ["records", rest]];
}

function option(item, number) {
  const key = item.key ? make("kbd", {}, item.key.toUpperCase()) : null;
  const detail = [item.department, item.detail].filter(Boolean).join(" · ");
  return make(
    "a",
    { class: "palette-item", role: "option", id: `palette-${number}`, href: item.url, tabindex: "-1", "aria-selected": "false" },
    icon(item.icon || "file-text"),
    make("span", {}, item.title),
    detail ? make("small", {}, detail) : null,
    key,
  );
}

function draw() {
  const parts = [];
  let number = 0;
  for (const [name, items] of groups(input.value.trim())) {
    if (!items.length) continue;
    const heading = `palette-${name}`;
    const shown = items.slice(0, 12).map((item) => option(item, (number += 1)));
    parts.push(make("div", { role: "group", "aria-labelledby": heading }, make("div", { class: "palette-head", id: heading, role: "presentation" }, text(`palette_${name}`)), ...shown));
  }
  list.replaceChildren(...parts);
  if (!number) list.append(make("div", { class: "palette-note", role: "presentation" }, text(pending ? "searching" : "nothingFound")));
  choose(list.querySelector(".palette-item"));
}

const chosen = () => list.querySelector('[aria-selected="true"]');

function choose(item) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!item) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  item.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = [...list.querySelectorAll(".palette-item")];
  if (all.length) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
}

let stopOld = null;
function search() {
  clearTimeout(timer);
  stopOld?.abort();
  const typed = input.value.trim();
  const query = typed.replace(/^[@#]/, "").trim();
  if (!query || ">/".includes(typed[0])) {
    pending = null;
    return;
  }
  const stopper = new AbortController();
  stopOld = stopper;
  pending = new Promise((resolve) => { timer = setTimeout(resolve, 120); })
    .then(() => (stopper.signal.aborted ? null : ask(`${base()}/_search?q=${encodeURIComponent(query)}`, stopper.signal)))
    .then((answer) => {
      if (!answer || stopper.signal.aborted) return;
      records = { query, items: answer.items || answer };
    })
    .catch(() => {})
    .finally(() => {
      if (stopOld !== stopper) return;
      pending = null;
      draw();
    });
}

// Opens what is seen; when newer results are due, it waits for them and takes the first.
async function enter(newTab) {
  const seen = chosen();
  if (pending) {
    await pending;
    if (!dialog?.open) return;
  }
  const item = seen?.isConnected ? seen : chosen();
  if (!item) return;
  if (newTab) window.open(item.href, "_blank", "noopener");
  else location.assign(item.href);
  dialog.close();
}

function build() {
  input = make("input", {
    type: "text", id: "palette-input", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
    "aria-label": text("paletteLabel"), placeholder: text("palettePlaceholder"), autocomplete: "off", spellcheck: "false",
  });
  list = make("div", { class: "palette-list", id: "palette-list", role: "listbox", "aria-label": text("paletteLabel") });
  const foot = make("p", { class: "palette-foot not-phone" }, text("paletteHint"));
  dialog = make("dialog", { class: "dialog palette", "aria-label": text("paletteLabel") }, make("div", { class: "palette-find" }, icon("search"), input), list, foot);
  dialog.addEventListener("mousedown", (event) => { if (event.target === dialog) dialog.close(); });
  input.addEventListener("input", () => { search(); draw(); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") enter(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  });
  document.body.append(dialog);
}

export function openPalette() {
  if (!dialog?.isConnected) build();
  if (dialog.open) return;
  input.value = "";
  records = { query: "", items: [] };
  dialog.showModal();
  draw();
  input.focus();
}

defineKey("Ctrl+K", () => text("keyPalette"), () => (dialog?.open ? dialog.close() : openPalette()), { group: "everywhere" });
defineKey("/", () => text("keySearch"), () => {
  const find = document.querySelector('[data-find], input[data-key="/"]');
  if (!find) openPalette();
  else {
    find.focus();
    find.select();
  }
}, { group: "everywhere" });
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette]")) openPalette();
});
remember();
