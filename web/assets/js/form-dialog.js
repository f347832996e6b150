// The form of another page in a dialog over this one: what is missing is made without leaving, a deed is asked for in place.
// The server's page says what the form is; its ids are set apart from those of the page below.
import { showDialog } from "./dialogs.js";
import { isClean } from "./drafts.js";
import { added, make } from "./elements.js";
import { Refused, saidIn, send, SignedOut } from "./server.js";
import { signInAgain } from "./session.js";
import { fieldsIn } from "./stops.js";
import { release } from "./submit.js";
import { text } from "./texts.js";

let opened = 0;
const parse = (page) => new DOMParser().parseFromString(page, "text/html");

// A link to a form: opened here when it is pressed plainly.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-form-dialog]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openForm(link.href);
});

// `typed`: becomes the new one's name. `choose`: the query in whose words the new one is told to `done`; without it the
// browser goes on to where the form leads.
export async function openForm(url, { typed = "", choose = "", done } = {}) {
  const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
  const page = answer?.ok && !answer.redirected ? parse(await answer.text()) : null;
  if (!page?.querySelector("#form")) return void location.assign(url);
  const dialog = make("dialog", { class: "dialog wide form-dialog", "data-level": (opened += 1) });
  fill(dialog, page, { choose, done });
  dialog.addEventListener("close", () => {
    for (const form of dialog.querySelectorAll("form")) isClean(form);
    dialog.remove();
  });
  showDialog(dialog);
  added();
  const fields = fieldsIn(dialog);
  for (const field of fields) if (typed && /^name(_\w+)?$/.test(field.name) && !field.value) field.value = typed;
  (fields.find((field) => !field.value) || fields[0])?.focus();
}

function fill(dialog, page, after) {
  const form = page.querySelector("#form");
  const title = make("h2", { id: "title" }, page.querySelector("h1")?.textContent.trim() || "");
  for (const name of [...form.getAttributeNames()]) if (name.startsWith("hx-") || name === "data-draft-url") form.removeAttribute(name);
  for (const spare of form.querySelectorAll("[data-next], [data-draft], #cancel, #kept")) spare.remove();
  form.querySelector(".form-bar")?.append(make("button", { type: "button", class: "btn ghost", "data-close": true }, text("close")));
  dialog.replaceChildren(...[title, page.querySelector("#form-area .summary"), form].filter(Boolean).map((part) => document.adoptNode(part)));
  setApart(dialog, `over${dialog.dataset.level}-`);
  dialog.setAttribute("aria-labelledby", title.id);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    post(dialog, form, event.submitter, after);
  });
}

function setApart(part, before) {
  for (const element of part.querySelectorAll("[id]")) element.id = before + element.id;
  for (const name of ["for", "aria-describedby", "aria-labelledby", "aria-controls"]) {
    for (const element of part.querySelectorAll(`[${name}]`)) element.setAttribute(name, element.getAttribute(name).split(" ").map((id) => before + id).join(" "));
  }
  for (const link of part.querySelectorAll('a[href^="#"]')) link.setAttribute("href", `#${before}${link.getAttribute("href").slice(1)}`);
}

async function post(dialog, form, submitter, after) {
  const fields = new FormData(form, submitter);
  if (after.choose) fields.set("_choose", after.choose);
  try {
    // Told where the form leads instead of following: the page there is made once, by the browser.
    const answer = await send(form.action, fields, { headers: { "HX-Request": "true" } });
    const item = after.choose ? await answer.json() : null;
    dialog.close();
    if (item) after.done(item);
    else location.assign(answer.headers.get("HX-Redirect") || answer.url);
  } catch (problem) {
    release(form);
    if (problem instanceof SignedOut) signInAgain().then(() => form.isConnected && form.requestSubmit(submitter));
    else if (problem instanceof Refused) tell(dialog, problem.body, after);
  }
}

// Refused: the same form again with each problem at its field; anything else in one sentence.
function tell(dialog, body, after) {
  const page = parse(body);
  if (page.querySelector("#form")) {
    fill(dialog, page, after);
    added();
    dialog.querySelector('[aria-invalid="true"]')?.focus();
  } else {
    dialog.querySelector("h2").after(make("p", { class: "error", role: "alert" }, saidIn(body) || text("serverFailed")));
  }
}
