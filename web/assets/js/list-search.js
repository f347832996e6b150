// The search of a list: waits 250 ms after the last letter; the newest answer wins (hx-sync on its form).
const WAIT = 250;
let timer = 0;
let sent = null;

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-find]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => go(event.target), WAIT);
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-find]")) sent = event.target.value;
});
document.addEventListener("submit", (event) => {
  const find = event.target.querySelector?.("[data-find]");
  if (!find) return;
  clearTimeout(timer);
  sent = find.value;
}, true);

function go(find) {
  if (!find.isConnected || find.value === sent) return;
  find.form.requestSubmit();
}
