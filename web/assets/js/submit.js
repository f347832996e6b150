// Saving twice is impossible: the button names its work at once and later clicks do nothing. Deeds are confirmed first.
import { confirmDeed } from "./dialogs.js";

const sending = new Map();
const confirmed = new WeakSet();

document.addEventListener("submit", onSubmit, true);

function onSubmit(event) {
  const form = event.target;
  if (form.method === "dialog") return;
  const asks = event.submitter?.dataset.confirm || form.dataset.confirm;
  if (asks && !confirmed.has(form)) {
    stop(event);
    askFirst(form, event.submitter, asks);
    return;
  }
  confirmed.delete(form);
  if (form.method !== "post" && !form.hasAttribute("hx-post")) return;
  if (sending.has(form)) {
    stop(event);
    return;
  }
  hold(form, event.submitter);
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

async function askFirst(form, submitter, words) {
  const button = submitter?.dataset.confirmButton || form.dataset.confirmButton || submitter?.textContent.trim();
  if (!(await confirmDeed({ words, button, danger: !("confirmCalm" in form.dataset) }))) return;
  confirmed.add(form);
  form.requestSubmit(submitter?.isConnected ? submitter : undefined);
}

function hold(form, submitter) {
  const button = submitter || form.querySelector("[data-working]");
  const kept = { button, nodes: null };
  if (button?.dataset.working) {
    kept.nodes = [...button.childNodes];
    button.classList.add("working");
    // The browser reads the submitter's value after this handler, so it is not disabled, only marked.
    button.replaceChildren(button.dataset.working);
    button.setAttribute("aria-disabled", "true");
  }
  sending.set(form, kept);
}

export function release(form) {
  const kept = sending.get(form);
  if (!kept) return;
  sending.delete(form);
  const { button, nodes } = kept;
  if (!nodes || !button.classList.contains("working")) return;
  button.classList.remove("working");
  button.removeAttribute("aria-disabled");
  button.replaceChildren(...nodes);
}

export const isSending = () => sending.size > 0;

document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.hx?.redirect && ctx.status === "issuing" && !ctx.stopped) return; // the next page is on its way
  if (ctx.request?.form) release(ctx.request.form);
});
window.addEventListener("pageshow", () => [...sending.keys()].forEach(release));
