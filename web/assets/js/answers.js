// Answers that are saved one by one: form[data-save-answers] is sent whenever something in it changes. A form with
// [data-after-answers] waits until all of them arrived. Without scripts each form has its own button.
import { send } from "./server.js";

const AGAIN = 4000;
const underway = new Map();

function say(form, word) {
  const said = form.querySelector("[data-said]");
  if (said) said.textContent = word;
}

// One after the other for each form, so that the last choice is the one that stays.
function save(form) {
  const before = underway.get(form) || Promise.resolve();
  const saving = before.then(async () => {
    say(form, form.dataset.saving || "");
    try {
      await send(form.action, new FormData(form), { keepalive: true });
      say(form, form.dataset.saved || "");
    } catch {
      say(form, form.dataset.failed || "");
      form.dataset.unsent = "";
      setTimeout(() => { if ("unsent" in form.dataset) save(form); }, AGAIN);
      return;
    }
    delete form.dataset.unsent;
  });
  underway.set(form, saving);
  return saving;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-save-answers]");
  if (form) save(form);
});

// What failed, while there was no connection or too much was going on, is sent again: after a while, and before handing in.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-save-answers]")) {
    event.preventDefault();
    save(form);
  }
  if (!form.matches("[data-after-answers]") || form.dataset.ready === "yes") return;
  event.preventDefault();
  await Promise.all(underway.values());
  const unsent = [...document.querySelectorAll("form[data-save-answers][data-unsent]")];
  await Promise.all(unsent.map(save));
  if (unsent.some((one) => "unsent" in one.dataset)) return;
  form.dataset.ready = "yes";
  form.submit();
});
