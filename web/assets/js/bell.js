// The bell says how many notices are unread: asked once a page, never by a clock, so that an idle session still ends.
import { whenReady } from "./elements.js";
import { formatNumber } from "./numbers.js";
import { language } from "./texts.js";

let asked = false;

whenReady(() => {
  const bell = document.querySelector("[data-bell]");
  if (!bell || asked) return;
  asked = true;
  ring(bell).catch(() => {});
});

async function ring(bell) {
  const answer = await fetch(bell.dataset.bell, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { unread } = await answer.json();
  const count = bell.querySelector("[data-count]");
  count.hidden = !unread;
  count.textContent = unread > 99 ? "99+" : formatNumber(String(unread), language());
}
