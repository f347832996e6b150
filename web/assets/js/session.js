// The sign-in ended during work: ask again over the page, then go on; what was typed stays. Said two minutes before.
import { announce } from "./announce.js";
import { make } from "./elements.js";
import { alive, setFormToken, sinceContact, touch } from "./server.js";
import { release } from "./submit.js";
import { text } from "./texts.js";

const WARN_SECONDS = 120;
let asking = null;

document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  const ended = ctx.response.status === 401 || ctx.hx.redirect?.startsWith("/sign-in");
  if (!ended || ctx.request.method === "GET") return;
  if (location.pathname === "/sign-in") return;
  event.preventDefault();
  ctx.stopped = true;
  const { form, submitter } = ctx.request;
  signInAgain().then(() => form?.isConnected && form.requestSubmit(submitter?.isConnected ? submitter : undefined));
});

// Resolves when somebody is signed in again; the same dialog for all who wait.
export function signInAgain() {
  asking ??= new Promise((resolve) => show(resolve)).finally(() => { asking = null; });
  return asking;
}

function field(name, type, label, complete) {
  const id = `again-${name}`;
  const input = make("input", { class: "input", id, name, type, autocomplete: complete, required: true });
  return make("div", { class: "field" }, make("label", { class: "label", for: id }, label), input);
}

function show(done) {
  const problem = make("p", { class: "error", role: "alert" });
  const form = make(
    "form",
    { method: "post", action: "/sign-in", class: "form", novalidate: true, id: "again" },
    make("h2", { id: "again-title" }, text("signInAgain")),
    make("p", {}, text("sessionEnded")),
    problem,
    field("email", "email", text("email"), "username"),
    field("password", "password", text("password"), "current-password"),
    make("div", { class: "dialog-acts" }, make("button", { class: "btn primary" }, text("signIn"))),
  );
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": "again-title", "data-stay": true }, form);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    const said = await signIn(new FormData(form));
    release(form);
    if (said) {
      problem.textContent = said;
      form.querySelector("#again-password").select();
      return;
    }
    dialog.close();
    dialog.remove();
    announce(text("signedInAgain"));
    done();
  });
  document.body.append(dialog);
  dialog.showModal();
  form.querySelector("input").focus();
}

// What went wrong, or "" when signed in.
async function signIn(fields) {
  fields.append("next", location.pathname);
  let answer;
  try {
    answer = await fetch("/sign-in", { method: "POST", body: new URLSearchParams([...fields]), credentials: "same-origin" });
  } catch {
    return text("noConnection");
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (new URL(answer.url).pathname === "/sign-in") {
    return page.querySelector(".summary li, .error")?.textContent.trim() || text("signInFailed");
  }
  const person = page.documentElement.dataset.user;
  const before = document.documentElement.dataset.user;
  if (person && before && person !== before) location.reload(); // somebody else: nothing of this page is theirs
  setFormToken(page.querySelector('meta[name="csrf-token"]')?.content || (await freshToken()));
  touch();
  return "";
}

async function freshToken() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector('meta[name="csrf-token"]')?.content || "";
}

// Two minutes before the idle end a strip says so; any key or click extends the session.
const idle = Number(document.documentElement.dataset.idle || 0);
let strip = null;

function extend() {
  if (!strip) return;
  strip.remove();
  strip = null;
  alive().catch(() => {});
}

if (idle > WARN_SECONDS) {
  setInterval(() => {
    if (strip || asking || sinceContact() < idle - WARN_SECONDS || sinceContact() > idle) return;
    const stay = make("button", { type: "button", class: "btn small" }, text("stay"));
    strip = make("div", { class: "strip", role: "alert" }, text("idleSoon"), stay);
    document.body.append(strip);
  }, 5000);
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, extend, true);
}
