// What is in a file, shown beside: a picture as it is, a PDF page by page, drawn by a script that only then is loaded.
import { make, whenReady } from "./elements.js";
import { text } from "./texts.js";

const KINDS = { "application/pdf": "pdf", "image/png": "image", "image/jpeg": "image", "image/gif": "image", "image/webp": "image" };
let drawing = 0;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show-file]");
  if (!button) return;
  const { showFile: url, kind, name } = button.dataset;
  show(areaOf(button), { url, kind, name, read: async () => (await fetch(url, { credentials: "same-origin" })).arrayBuffer() });
});

// Chosen for a record that is not saved yet: shown from this computer.
document.addEventListener("change", (event) => {
  const area = event.target.closest?.("[data-held]");
  const file = area && [...event.target.files].find((one) => KINDS[one.type]);
  if (file) show(area, { url: URL.createObjectURL(file), kind: KINDS[file.type], name: file.name, read: () => file.arrayBuffer() });
});

const areaOf = (element) => element.closest("[data-files]");

export function showFirst(area) {
  const first = area.querySelector("[data-show-file]");
  if (first && area.querySelector("[data-preview]").hidden) first.click();
}

whenReady((root) => root.querySelectorAll("[data-show-first]").forEach(showFirst));

async function show(area, { url, kind, name, read }) {
  const place = area.querySelector("[data-preview]");
  const turn = (drawing += 1);
  place.setAttribute("aria-label", text("previewOf", { name }));
  place.hidden = false;
  if (kind === "image") return void place.replaceChildren(make("img", { src: url, alt: name }));
  const sheet = make("div"); // its own, so that late pages of the file before end up nowhere
  place.replaceChildren(sheet);
  try {
    const [{ drawPages }, content] = await Promise.all([import(place.dataset.pdfScript), read()]);
    if (turn !== drawing) return;
    await drawPages(content, sheet, place.dataset.pdfWorker, (page, pages) => text("pageOf", { page, pages }));
  } catch {
    if (turn === drawing) place.replaceChildren(make("p", { class: "muted" }, text("noPreview")));
  }
}
