// Forms that were finished without a connection: they wait in this browser, each under its own key, so that none is recorded
// twice, and are sent in their order when the connection is back. What the server does not take stays here and says why.
import { body, isClean } from "./drafts.js";
import { base, icon, make } from "./elements.js";
import { addLine, changed, rowsOf } from "./grid.js";
import { Offline, Refused, saidIn, send, SignedOut } from "./server.js";
import { text } from "./texts.js";
import { toast } from "./toasts.js";

const storeName = () => `dapur:outbox:${document.documentElement.dataset.user}:${location.host}:${base()}`;

function entries() {
  try {
    return JSON.parse(localStorage.getItem(storeName())) || [];
  } catch {
    return [];
  }
}
function keepAll(list) {
  localStorage.setItem(storeName(), JSON.stringify(list));
  draw();
}
const without = (key) => entries().filter((entry) => entry.key !== key);

export const newKey = () => [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// An act that is sent now, or as soon as there is a connection. fields: pairs of name and value. False where this browser keeps nothing.
export function queue(entry) {
  try {
    keepAll([...without(entry.key), entry]);
  } catch {
    return false;
  }
  flush();
  return true;
}

// A whole form. What can't be counted on here, or not kept, as a chosen file, is left to the person: false.
export function queueForm(form) {
  if ("sensitive" in form.dataset || [...new FormData(form).values()].some((value) => value instanceof File && value.name)) return false;
  const fields = body(form);
  const entry = { key: fields.get("_key"), url: form.action, title: form.dataset.outbox, draft: form.dataset.draftUrl, page: location.href, fields: [...fields] };
  if (!queue(entry)) return false;
  isClean(form);
  if (form.querySelector("[data-scan-all]")) form.hidden = true;
  else startAgain(form);
  document.getElementById("outbox").focus();
  return true;
}

// The next receipt can be scanned while the last one waits.
function startAgain(form) {
  form.reset();
  form.querySelector("[name=_key]").value = newKey();
  for (const grid of form.querySelectorAll("[data-grid]")) {
    for (const row of rowsOf(grid)) row.remove();
    addLine(grid);
    changed(grid);
  }
  isClean(form);
}

let busy = false;
async function flush() {
  if (busy) return;
  busy = true;
  try {
    for (let next = first(); next; next = first()) if (!(await sendOne(next))) break;
  } finally {
    busy = false;
  }
}
const first = () => entries().find((entry) => !entry.problem);

// False: no connection, or signed out; what waits goes on waiting.
async function sendOne(entry) {
  const fields = new URLSearchParams(entry.fields);
  fields.set("_key", entry.key);
  fields.set("_do", "save");
  try {
    const answer = await send(entry.url, fields, { headers: { "HX-Request": "true" } });
    keepAll(without(entry.key));
    sent(entry, answer.headers.get("HX-Redirect"));
  } catch (problem) {
    if (problem instanceof Offline || problem instanceof SignedOut) return false;
    if (!(problem instanceof Refused)) throw problem;
    keepAll(entries().map((each) => (each.key === entry.key ? { ...each, ...refusal(problem) } : each)));
  }
  return true;
}

function sent(entry, address) {
  const done = address && new URL(address, location.href).searchParams.get("_done");
  toast(text("outboxSent", { title: (entry.draft && done) || entry.title }), entry.draft && address ? { href: address } : {});
}

function refusal({ status, body }) {
  if (status >= 500) return { problem: text("serverFailed"), again: true };
  return { problem: saidIn(body) || text("nothingSaved") };
}

function draw() {
  document.getElementById("outbox")?.remove();
  const list = entries();
  const main = document.getElementById("main");
  if (!list.length || !main) return;
  const heading = make("h2", { id: "outbox-title" }, text("outboxTitle"));
  const rows = make("ul", {}, ...list.map(line));
  main.prepend(make("section", { class: "notice warn outbox", id: "outbox", tabindex: "-1", "aria-labelledby": "outbox-title" }, icon("wifi-off"), make("div", {}, heading, rows)));
}

function line(entry) {
  const state = entry.problem ? make("span", { class: "error" }, `${text("outboxRefused")}: ${entry.problem}`) : make("span", { class: "muted" }, text("outboxWaits"));
  const acts = entry.problem ? [entry.again ? button("tryAgain", () => again(entry)) : entry.draft && button("outboxOpen", () => reopen(entry)), button("outboxDiscard", () => keepAll(without(entry.key)))] : [];
  return make("li", { "data-key": entry.key }, make("b", {}, entry.title), " · ", state, " ", ...acts);
}

function button(words, act) {
  const made = make("button", { type: "button", class: "btn small" }, text(words));
  made.addEventListener("click", act);
  return made;
}

function again(entry) {
  keepAll(entries().map((each) => (each.key === entry.key ? { ...each, problem: "" } : each)));
  flush();
}

// What was refused comes back into its form, as unsaved input.
async function reopen(entry) {
  await send(entry.draft, new URLSearchParams(entry.fields));
  keepAll(without(entry.key));
  location.assign(entry.page);
}

document.addEventListener("dapur:online", flush);
draw();
if (first()) flush();
