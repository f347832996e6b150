// When the server says no without a form to show, or does not answer at all: the page and what was typed stay.
import { announce } from "./announce.js";
import { icon, make } from "./elements.js";
import { queueForm } from "./outbox.js";
import { text } from "./texts.js";

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  const status = ctx.response?.status ?? 200;
  const main = tasks.find((task) => task.type === "main");
  if (status < 400) {
    if (ctx.select && main && !main.fragment.firstElementChild && ctx.request.method === "GET") {
      event.preventDefault(); // another page than the one that this region belongs to
      location.assign(ctx.response.raw.url);
    }
    return;
  }
  const fits = status < 500 && main?.fragment.firstElementChild;
  if (fits) return;
  event.preventDefault();
  showNotice(said(ctx.text), ctx);
});

// The heading, sentence and code of a state page.
function said(page) {
  const answer = new DOMParser().parseFromString(page || "", "text/html");
  const words = (selector) => answer.querySelector(selector)?.textContent.trim() || "";
  const code = words(".state code");
  return { heading: words("h1") || text("serverFailed"), sentence: words(".state p") || text("nothingSaved"), code };
}

function showNotice({ heading, sentence, code }, ctx) {
  document.getElementById("failure")?.remove();
  const notice = make(
    "div",
    { class: "notice bad", id: "failure", role: "alert", tabindex: "-1" },
    icon("alert-triangle"),
    make("p", {}, make("b", {}, heading), ` ${sentence} `, code ? make("code", {}, code) : null),
  );
  const place = document.getElementById("form-area") || document.getElementById("main");
  place?.prepend(notice);
  if (ctx.request.method !== "GET") notice.focus();
  notice.scrollIntoView({ block: "nearest" });
}

// A lost answer is not a failure: it may have been saved, and sending again is safe by the form's key.
document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (!ctx?.request || !(error instanceof TypeError || error?.name === "AbortError" || error === "timeout")) return;
  document.dispatchEvent(new CustomEvent("dapur:offline"));
  const { form, submitter, method } = ctx.request;
  if (method === "GET" || !form) return;
  if ("outbox" in form.dataset && queueForm(form)) return;
  document.getElementById("failure")?.remove();
  const again = make("button", { type: "button", class: "btn small" }, text("tryAgain"));
  const notice = make("div", { class: "notice warn", id: "failure", role: "alert" }, icon("wifi-off"), make("p", {}, text("unsure")), again);
  again.addEventListener("click", () => {
    notice.remove();
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  });
  form.prepend(notice);
  announce(text("unsure"), true);
});
