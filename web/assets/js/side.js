// The side menu as a sheet on the phone. The system's Back closes it first.
import { make } from "./elements.js";
import { text } from "./texts.js";

const side = () => document.getElementById("side");
let watcher = null;

// Where the browser has it, the system's Back closes the sheet before it leaves the page.
function watch(shown) {
  watcher?.destroy();
  watcher = shown && "CloseWatcher" in window ? new CloseWatcher() : null;
  if (watcher) watcher.onclose = () => show(false);
}

function show(shown) {
  const panel = side();
  if (!panel || panel.classList.contains("shown") === shown) return;
  panel.classList.toggle("shown", shown);
  for (const button of document.querySelectorAll("[data-side]")) button.setAttribute("aria-expanded", String(shown));
  document.querySelector(".side-veil")?.remove();
  watch(shown);
  if (shown) {
    panel.after(make("button", { class: "side-veil", type: "button", "aria-label": text("close") }));
    panel.querySelector("a, summary, button")?.focus();
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-side]")) {
    show(!side()?.classList.contains("shown"));
  } else if (event.target.closest(".side-veil")) {
    show(false);
    document.querySelector("[data-side]")?.focus();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !side()?.classList.contains("shown")) return;
  event.preventDefault();
  show(false);
  document.querySelector(".bottom-bar [data-side], [data-side]")?.focus();
});
