// How many things need me, at the bell. Asked for once the page is there, so that no page waits for it.
import { whenReady } from "./elements.js";
import { ask } from "./server.js";

const asked = new WeakSet();

whenReady((root) => {
  const bell = root.querySelector("#bell[data-count-url]");
  if (!bell || asked.has(bell)) return;
  asked.add(bell);
  // A bell without a number is no news; the page says by itself when the connection is gone.
  ask(bell.dataset.countUrl).then((found) => show(bell, found), () => {});
});

function show(bell, { count, late, text: words }) {
  const shown = bell.querySelector("b");
  shown.textContent = count > 99 ? "99+" : String(count);
  shown.hidden = count === 0;
  bell.classList.toggle("late", late > 0);
  bell.setAttribute("aria-label", words);
}
