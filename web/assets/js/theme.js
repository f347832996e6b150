// Light, dark or as the device says; at once here, and kept by the server for the next page.
import { send } from "./server.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-set]");
  if (!button) return;
  const theme = button.dataset.themeSet;
  document.documentElement.dataset.theme = theme;
  for (const other of document.querySelectorAll("[data-theme-set]")) {
    other.setAttribute("aria-pressed", String(other.dataset.themeSet === theme));
  }
  if (button.dataset.url) send(button.dataset.url, { theme }).catch(() => {});
});
