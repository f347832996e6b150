// Small acts of single controls: reload, copy, put a value into a field, go to the chosen address, fill in a demo account.
import { toast } from "./toasts.js";
import { text } from "./texts.js";

document.addEventListener("click", async (event) => {
  const { target } = event;
  if (target.closest("[data-reload]")) location.reload();
  const copied = target.closest("[data-copy]");
  if (copied && navigator.clipboard) {
    await navigator.clipboard.writeText(copied.dataset.copy || copied.textContent.trim());
    toast(text("copied"));
  }
  const offer = target.closest("[data-put]");
  if (offer) putInto(document.getElementById(offer.dataset.put), offer.value);
  const account = target.closest("[data-fill-email]");
  if (account) fillAccount(account.dataset);
});

function putInto(field, value) {
  if (!field) return;
  field.value = value;
  field.focus();
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

function fillAccount({ fillEmail, fillPassword }) {
  const form = document.querySelector("form[data-sign-in]");
  if (!form) return;
  form.elements.namedItem("email").value = fillEmail;
  form.elements.namedItem("password").value = fillPassword || "";
  form.requestSubmit();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-go-select]")) location.assign(event.target.value);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-sign-out]")) return;
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) if (key.startsWith("dapur:")) store.removeItem(key);
  }
});
