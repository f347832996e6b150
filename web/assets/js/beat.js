// A form that a page sends by itself: when it opens, and every so many seconds while somebody looks at it. What the answer
// says stands in the element that the form names. Each beat keeps the session alive, so nobody at the page means none.
import { send } from "./server.js";

const ATTENDED_MS = 5 * 60 * 1000;
let lastInput = Date.now();
for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) {
  document.addEventListener(kind, () => { lastInput = Date.now(); }, { capture: true, passive: true });
}

async function beat(form) {
  if (document.hidden || !form.isConnected || Date.now() - lastInput > ATTENDED_MS) return;
  try {
    const { said } = await (await send(form.action, new FormData(form))).json();
    const place = document.getElementById(form.dataset.beatSaid);
    if (!place || place.textContent === said) return;
    place.textContent = said;
    place.hidden = !said;
  } catch {
    // The next beat tries again; a lost connection is told elsewhere.
  }
}

for (const form of document.querySelectorAll("form[data-beat]")) {
  beat(form);
  setInterval(() => beat(form), Number(form.dataset.beat) * 1000);
  document.addEventListener("visibilitychange", () => beat(form));
}
