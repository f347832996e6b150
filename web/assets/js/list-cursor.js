// The row cursor: j and k move it, x ticks, Enter is the link's own. Coming back from a record finds its row again.
import { whenReady } from "./elements.js";
import { defineKey } from "./keys.js";
import { text } from "./texts.js";

const rowsOf = () => [...document.querySelectorAll("[data-list] tbody tr")];
const list = () => document.querySelector("[data-list]");
const placeKey = () => `dapur:row:${location.pathname}`;
export const cursor = () => document.querySelector("[data-list] tr.cursor");

function put(row, focus = true) {
  cursor()?.classList.remove("cursor");
  if (!row) return;
  row.classList.add("cursor");
  const link = row.querySelector(".row-link");
  if (focus) (link || row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const rows = rowsOf();
  if (!rows.length) return false;
  const at = rows.indexOf(cursor());
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  put(rows[next]);
  return true;
}

const inList = () => Boolean(list());
defineKey("j", () => text("keyNextRow"), () => move(1), { group: "list", when: inList });
defineKey("k", () => text("keyPreviousRow"), () => move(-1), { group: "list", when: inList });
defineKey("ArrowDown", "", (event) => inTable(event) && move(1), { group: "list", when: inList });
defineKey("ArrowUp", "", (event) => inTable(event) && move(-1), { group: "list", when: inList });
defineKey("Enter", () => text("keyOpenRow"), (event) => {
  if (event.target !== document.body || !cursor()) return false;
  cursor().querySelector(".row-link")?.click();
  return true;
}, { group: "list", when: inList });
const inTable = (event) => Boolean(event.target.closest("[data-list] tbody tr.cursor"));

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-list] tbody tr");
  if (row && row !== cursor()) put(row, false);
});
document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-list] tbody tr");
  const link = row?.querySelector(".row-link");
  if (!link) return;
  sessionStorage.setItem(placeKey(), link.getAttribute("href"));
  if (!event.target.closest("a, button, input, label, summary")) put(row);
});

// The row that was open when I left this list.
whenReady(() => {
  if (!inList() || cursor()) return;
  const left = sessionStorage.getItem(placeKey());
  if (!left) return;
  const link = document.querySelector(`[data-list] .row-link[href="${CSS.escape(left)}"]`);
  if (link) put(link.closest("tr"), document.activeElement === document.body);
});
