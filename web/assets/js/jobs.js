// The progress of long work: asked for each second, then more seldom; by real counts; the page may be left.
import { announce } from "./announce.js";
import { make, whenReady } from "./elements.js";
import { ask } from "./server.js";
import { formatNumber } from "./numbers.js";
import { language, text } from "./texts.js";

const watched = new WeakSet();

whenReady((root) => {
  for (const panel of root.querySelectorAll("[data-job]")) {
    if (watched.has(panel)) continue;
    watched.add(panel);
    follow(panel);
  }
});

async function follow(panel) {
  for (let round = 0; panel.isConnected; round += 1) {
    const state = await ask(panel.dataset.job).catch(() => null);
    if (state) show(panel, state);
    if (state?.finished || state?.failed) return end(panel, state);
    await new Promise((resolve) => { setTimeout(resolve, Math.min(1000 + round * 100, 5000)); });
  }
  return undefined;
}

function show(panel, { done, total, text: words }) {
  const bar = panel.querySelector("progress");
  const said = panel.querySelector("[data-job-text]");
  const count = panel.querySelector("[data-job-count]");
  if (said && words) said.textContent = words;
  if (bar && total) {
    bar.max = total;
    bar.value = done;
  } else bar?.removeAttribute("value");
  const shown = (number) => formatNumber(String(number), language());
  if (count && total) count.textContent = text("doneOf", { done: shown(done), total: shown(total) });
}

function end(panel, { text: words, url, failed }) {
  announce(words || text(failed ? "jobFailed" : "jobDone"), failed);
  panel.classList.add(failed ? "failed" : "finished");
  if (!url) return;
  if (panel.dataset.jobGo !== undefined && !failed) location.assign(url);
  else panel.append(make("a", { class: "btn primary small", href: url }, text("openResult")));
}
