// A thin bar when htmx has waited 300 ms; a word after 3 s.
import { announce } from "./announce.js";
import { make } from "./elements.js";
import { text } from "./texts.js";

let running = 0;
let timers = [];
let bar = null;

document.addEventListener("htmx:before:request", (event) => {
  event.detail.ctx.target?.setAttribute?.("aria-busy", "true");
  running += 1;
  if (running > 1) return;
  timers = [setTimeout(start, 300), setTimeout(() => announce(text("stillWorking")), 3000)];
});
document.addEventListener("htmx:finally:request", (event) => {
  event.detail.ctx.target?.removeAttribute?.("aria-busy");
  running = Math.max(0, running - 1);
  if (running) return;
  timers.forEach(clearTimeout);
  bar?.remove();
  bar = null;
});

function start() {
  bar ??= make("div", { class: "loading" });
  document.body.append(bar);
  requestAnimationFrame(() => bar?.classList.add("on"));
}
