// Drop-downs are <details class="menu">: one open at a time, Esc and a click outside close, arrows move.
const open = () => [...document.querySelectorAll("details.menu[open]")];
const items = (menu) =>
  [...menu.querySelectorAll(".menu-item:not(.off), .segments button, a[href]")].filter((item) => item.offsetParent !== null);

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    const inside = menu.contains(event.target);
    const chosen = inside && event.target.closest("a.menu-item, button.menu-item") && !event.target.closest("form");
    if (!inside || chosen) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu");
  if (event.key === "Escape") {
    const shown = open().pop();
    if (!shown || event.defaultPrevented) return;
    event.preventDefault();
    shown.open = false;
    shown.querySelector("summary").focus();
    return;
  }
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  if (event.target.matches("input, select, textarea")) return;
  if (!menu.open && event.target.matches("summary") && event.key === "ArrowDown") menu.open = true;
  if (!menu.open) return;
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
  event.preventDefault();
  all[(next + all.length) % all.length]?.focus();
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
