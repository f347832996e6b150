// Good news at the bottom: 6 seconds, 20 with an undo, longer while looked at. Errors are never toasts.
import { announce } from "./announce.js";
import { icon, make, whenReady } from "./elements.js";
import { send } from "./server.js";
import { text } from "./texts.js";

const MOST = 2;
let lastUndo = null;

export function toast(words, { href, undo } = {}) {
  const region = document.getElementById("toasts");
  if (!region) return;
  for (const same of region.children) if (same.dataset.words === words) same.remove();
  while (region.children.length >= MOST) region.firstElementChild.remove();
  const close = make("button", { type: "button", class: "icon-button", "aria-label": text("close") }, icon("x"));
  const act = undo ? make("button", { type: "button", class: "toast-act" }, undo.text || text("undo")) : null;
  const said = href ? make("a", { href }, words) : make("span", {}, words);
  const shown = make("div", { class: "toast" }, said, act, close);
  shown.dataset.words = words;
  region.append(shown);
  announce(words);
  const leave = () => {
    shown.remove();
    if (lastUndo?.shown === shown) lastUndo = null;
  };
  close.addEventListener("click", leave);
  if (undo) {
    const run = () => { leave(); undo.act(); };
    act.addEventListener("click", run);
    lastUndo = { shown, run };
  }
  countDown(shown, undo ? 20 : 6, leave);
}

// Time stands still while the toast is under the pointer or holds the focus, and while the page is hidden.
function countDown(shown, seconds, done) {
  let left = seconds * 4;
  const timer = setInterval(() => {
    if (!shown.isConnected) return clearInterval(timer);
    if (document.hidden || shown.matches(":hover, :focus-within")) return undefined;
    left -= 1;
    if (left > 0) return undefined;
    clearInterval(timer);
    return done();
  }, 250);
}

export function undoLast() {
  if (!lastUndo) return false;
  lastUndo.run();
  return true;
}

async function undoOnServer(url) {
  await send(url, {});
  location.reload();
}

whenReady((root) => {
  for (const flash of root.querySelectorAll("[data-toast]")) {
    const { undoUrl, undoText, href } = flash.dataset;
    toast(flash.textContent.trim(), { href, undo: undoUrl ? { text: undoText, act: () => undoOnServer(undoUrl) } : null });
    flash.remove();
    const address = new URL(location.href);
    if (address.searchParams.has("_done")) {
      address.searchParams.delete("_done");
      history.replaceState(history.state, "", address);
    }
  }
});
