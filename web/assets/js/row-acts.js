// A key on a row of a list begins an action of its record: the record opens, and asks there before anything is done.
import { whenReady } from "./elements.js";
import { cursor } from "./list-cursor.js";

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-row-act]");
  if (!act) return;
  const row = cursor() || document.querySelector("[data-list] tbody tr");
  const link = row?.querySelector(".row-link");
  if (link) location.assign(`${link.href}#${act.dataset.rowAct}`);
});

whenReady(() => {
  if (!location.hash.startsWith("#act-")) return;
  const control = document.getElementById(location.hash.slice(1));
  history.replaceState(history.state, "", location.pathname + location.search);
  if (control?.matches("input, select, textarea")) control.focus();
  else control?.click();
});
