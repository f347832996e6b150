// The order of columns, by buttons: the order of the boxes is the order in which they are sent.
import { announce } from "./announce.js";
import { text } from "./texts.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-columns] [data-move]");
  if (!button) return;
  const row = button.closest("[data-column]");
  const up = button.dataset.move === "up";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (up) other.before(row);
  else other.after(row);
  button.focus();
  const all = [...row.parentElement.children];
  announce(text("movedTo", { name: row.textContent.trim(), place: all.indexOf(row) + 1, all: all.length }));
});
