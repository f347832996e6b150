// Unsaved work is kept as a private draft 2 s after the last key and when the page is hidden. Without a connection it waits
// in this browser, except for forms marked sensitive. Leaving asks only when the draft could not be kept.
import { whenReady } from "./elements.js";
import { Offline, send, SignedOut } from "./server.js";
import { isSending } from "./submit.js";
import { text } from "./texts.js";

const WAIT = 2000;
const dirty = new Map(); // form -> {timer, kept, failed, stopper}

const formOf = (element) => element.closest?.("form[data-form]");
const storeKey = (form) => `dapur:draft:${document.documentElement.dataset.user}:${location.host}:${document.documentElement.dataset.base}:${form.dataset.form}`;
const said = (form) => form.querySelector("[data-kept]");

// What a form holds that can be kept: files and the token can't.
export function body(form) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File || name === "_csrf_token") fields.delete(name);
  return fields;
}

function touched(event) {
  const form = formOf(event.target);
  if (!form || event.target.closest("[data-not-typed]")) return;
  if (event.type === "change" && !event.isTrusted && !dirty.has(form) && !event.target.matches("input[type=hidden], [data-grid]")) return;
  const state = dirty.get(form) || { timer: 0, failed: false };
  state.kept = false;
  dirty.set(form, state);
  mark();
  clearTimeout(state.timer);
  if (!form.dataset.draftUrl) return;
  if (!navigator.onLine) keepHere(form, body(form));
  state.timer = setTimeout(() => keep(form), WAIT);
}

function mark() {
  const plain = document.title.replace(/^• /, "");
  document.title = dirty.size ? `• ${plain}` : plain;
}

async function keep(form, leaving = false) {
  const state = dirty.get(form);
  if (!state || state.kept || !form.dataset.draftUrl || isSending()) return;
  clearTimeout(state.timer);
  state.kept = true; // what is typed from here on sets it back
  const fields = body(form);
  state.stopper = new AbortController();
  try {
    const answer = await send(form.dataset.draftUrl, fields, { keepalive: leaving, signal: leaving ? undefined : state.stopper.signal });
    const { time } = await answer.json();
    state.failed = false;
    forgetHere(form);
    if (said(form)) said(form).textContent = text("keptAt", { time });
  } catch (problem) {
    state.kept = false;
    if (problem.name === "AbortError") return;
    state.failed = !((problem instanceof Offline || problem instanceof SignedOut) && keepHere(form, fields));
    if (said(form)) said(form).textContent = text(state.failed ? "notKept" : "keptHere");
  }
}

function keepHere(form, fields) {
  if ("sensitive" in form.dataset) return false;
  try {
    localStorage.setItem(storeKey(form), new URLSearchParams([...fields]).toString());
    return true;
  } catch {
    return false;
  }
}
function forgetHere(form) {
  localStorage.removeItem(storeKey(form));
}

export function isClean(form) {
  const state = dirty.get(form);
  clearTimeout(state?.timer);
  state?.stopper?.abort();
  dirty.delete(form);
  forgetHere(form);
  mark();
}

document.addEventListener("input", touched);
document.addEventListener("change", touched);
document.addEventListener("dapur:back", () => { for (const form of dirty.keys()) keep(form); });
document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const form of dirty.keys()) keep(form, true);
});
window.addEventListener("pagehide", () => { for (const form of dirty.keys()) keep(form, true); });
window.addEventListener("beforeunload", (event) => {
  const lost = [...dirty].some(([form, state]) => form.isConnected && !state.kept && (state.failed || !form.dataset.draftUrl));
  if (lost) event.preventDefault();
});

// Saved: what was typed is no draft any more. A native post counts as saved; a refusal brings the form back filled.
document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  const state = dirty.get(form);
  clearTimeout(state?.timer);
  state?.stopper?.abort();
  if (!form.hasAttribute("hx-post") && !event.defaultPrevented) isClean(form);
});
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.request.form;
  if (form && formOf(form) && ctx.hx?.redirect && !ctx.hx.redirect.startsWith("/sign-in")) isClean(form);
});
document.addEventListener("htmx:finally:swap", mark);

// What waited in this browser goes to the server first; the page then comes back with it, and with the bar that says so.
whenReady(async (root) => {
  for (const form of root.querySelectorAll("form[data-form][data-draft-url]")) {
    const waiting = localStorage.getItem(storeKey(form));
    if (!waiting || dirty.has(form)) continue;
    forgetHere(form);
    try {
      await send(form.dataset.draftUrl, new URLSearchParams(waiting));
      location.reload();
    } catch {
      localStorage.setItem(storeKey(form), waiting);
    }
  }
});
