// The keys of this page, on "?" and from the button in the top bar.
import { showDialog } from "./dialogs.js";
import { make } from "./elements.js";
import { defineKey, definedKeys } from "./keys.js";
import { text } from "./texts.js";

const GROUPS = ["page", "list", "form", "grid", "everywhere"];

function declared() {
  const seen = new Set();
  const found = [];
  for (const control of document.querySelectorAll(":is(a, button, summary, input, select, textarea)[data-key]")) {
    const title = control.dataset.keyTitle || control.getAttribute("aria-label") || control.textContent.trim();
    if (seen.has(control.dataset.key) || !title) continue;
    seen.add(control.dataset.key);
    found.push({ key: control.dataset.key, title, group: "page" });
  }
  for (const link of document.querySelectorAll("[data-go]")) {
    found.push({ key: `g ${link.dataset.go}`, title: link.textContent.trim(), group: "everywhere" });
  }
  const extra = JSON.parse(document.getElementById("keys")?.textContent || "[]");
  return [...found, ...extra.map((row) => ({ group: "page", ...row }))];
}

function rows() {
  const own = definedKeys().map(({ key, title, group }) => ({ key, title: typeof title === "function" ? title() : title, group }));
  return [...declared(), ...own.filter((row) => row.title)];
}

export function showKeys() {
  document.getElementById("key-list")?.remove();
  const all = rows();
  const parts = GROUPS.flatMap((group) => {
    const lines = all.filter((row) => row.group === group);
    if (!lines.length) return [];
    const list = make("dl", { class: "key-table" }, ...lines.map(line));
    return [make("h3", {}, text(`keys_${group}`)), list];
  });
  const dialog = make(
    "dialog",
    { class: "dialog wide", id: "key-list", "aria-labelledby": "key-list-title" },
    make("h2", { id: "key-list-title" }, text("keyboard")),
    ...parts,
    make("div", { class: "dialog-acts" }, make("button", { type: "button", class: "btn", "data-close": true }, text("close"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  showDialog(dialog);
}

function line({ key, title }) {
  const caps = key.split(/(?<=.)[+ ](?=.)/).map((cap) => make("kbd", {}, cap === "Ctrl" && isMac() ? "⌘" : cap));
  return make("div", {}, make("dt", {}, title), make("dd", {}, ...caps.flatMap((cap) => [cap, " "])));
}
const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

defineKey("?", () => text("keyHelp"), () => { showKeys(); }, { group: "everywhere" });
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-help]")) showKeys();
});
