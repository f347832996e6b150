// Native dialogs: focus goes in and comes back by itself. Deeds that cannot be undone are asked about first.
import { make } from "./elements.js";
import { text } from "./texts.js";

export function showDialog(dialog) {
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  return dialog;
}

// Whether the person wants it. The safe button has the focus; where nothing is lost, Enter goes on.
export function confirmDeed({ title, words, button, danger = true }) {
  const heading = make("h2", { id: "confirm-title" }, title || button || text("confirm"));
  const no = make("button", { type: "button", class: "btn", autofocus: danger, value: "no" }, text("back"));
  const yes = make("button", { type: "button", class: `btn primary${danger ? " danger" : ""}`, value: "yes" }, button || text("continue"));
  const dialog = make(
    "dialog",
    { class: "dialog", "aria-labelledby": "confirm-title" },
    heading,
    make("p", {}, words),
    make("div", { class: "dialog-acts" }, no, yes),
  );
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    no.addEventListener("click", () => dialog.close("no"));
    yes.addEventListener("click", () => dialog.close("yes"));
    showDialog(dialog);
    (danger ? no : yes).focus();
  });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) showDialog(dialog);
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

// A click on the dark part around a dialog closes it, unless something was typed there.
document.addEventListener("mousedown", (event) => {
  if (event.target instanceof HTMLDialogElement && !event.target.querySelector("form, [data-stay]")) event.target.close();
});
