// Comments: an @ suggests names, and what was not sent yet is kept while this tab is open.
import { make, whenReady } from "./elements.js";

const keptAt = () => `dapur:comment:${location.pathname}`;
const behindAt = /(?:^|\s)@([\p{L}\p{N}'. -]{0,40})$/u;
let list = null;
let asked = 0;

whenReady((root) => {
  const box = root.querySelector?.("[data-comment]");
  if (box && !box.value) box.value = sessionStorage.getItem(keptAt()) || "";
});

document.addEventListener("input", (event) => {
  const box = event.target.closest?.("[data-comment]");
  if (!box) return;
  sessionStorage.setItem(keptAt(), box.value);
  suggest(box);
});
document.addEventListener("submit", (event) => {
  if (event.target.querySelector?.("[data-comment]")) sessionStorage.removeItem(keptAt());
});
document.addEventListener("focusout", (event) => {
  if (event.target.closest?.("[data-comment]") && !list?.contains(event.relatedTarget)) close();
});

async function suggest(box) {
  const typed = behindAt.exec(box.value.slice(0, box.selectionStart));
  if (!typed || !box.dataset.people) return close();
  const turn = (asked += 1);
  const answer = await fetch(`${box.dataset.people}?q=${encodeURIComponent(typed[1].trim())}`, { headers: { accept: "application/json" } });
  if (!answer.ok || turn !== asked) return;
  const { items } = await answer.json();
  if (turn === asked) draw(box, items.slice(0, 6), typed[1].length);
}

function draw(box, items, typed) {
  close();
  if (!items.length) return;
  list = make("ul", { class: "menu-list mentions", role: "listbox", id: "mentions", "aria-label": box.dataset.peopleTitle }, ...items.map((item, n) => {
    const option = make("li", { role: "option", class: "menu-item", id: `mention-${n}`, "aria-selected": n === 0 ? "true" : "false" }, item.name);
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(box, item.name, typed);
    });
    return option;
  }));
  box.after(list);
  box.setAttribute("aria-controls", "mentions");
  box.setAttribute("aria-activedescendant", "mention-0");
  box.dataset.typed = typed;
}

function take(box, name, typed) {
  const caret = box.selectionStart;
  box.setRangeText(`${name} `, caret - typed, caret, "end");
  close(box);
  sessionStorage.setItem(keptAt(), box.value);
}

function close(box = document.querySelector("[data-comment]")) {
  asked += 1;
  list?.remove();
  list = null;
  box?.removeAttribute("aria-controls");
  box?.removeAttribute("aria-activedescendant");
}

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-comment]");
  if (!box || !list || event.isComposing) return;
  const options = [...list.children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = (at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", n === next ? "true" : "false"));
    box.setAttribute("aria-activedescendant", options[next].id);
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) take(box, options[at].textContent, Number(box.dataset.typed));
  else if (event.key === "Escape") close(box);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
