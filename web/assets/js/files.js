// Files by drop, paste or choice, with progress and a problem per file; afterwards the list is read again.
import { make } from "./elements.js";
import { showFirst } from "./file-preview.js";
import { formToken, saidIn } from "./server.js";
import { text } from "./texts.js";

const areaOf = (element) => element.closest?.("[data-drop], [data-drop-field]");
const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    const area = hasFiles(event) && areaOf(event.target);
    if (!area) return;
    event.preventDefault();
    area.classList.add("dropping");
  });
}
for (const kind of ["dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const area = areaOf(event.target);
    if (area && !(event.relatedTarget && area.contains(event.relatedTarget))) area.classList.remove("dropping");
  });
}
document.addEventListener("drop", (event) => {
  const area = hasFiles(event) && areaOf(event.target);
  if (!area) return;
  event.preventDefault();
  receive(area, event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  const files = event.clipboardData?.files;
  const area = files?.length && (areaOf(event.target) || document.querySelector("[data-drop]"));
  if (area) receive(area, files);
});
document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const area = areaOf(event.target);
  if (area?.dataset.uploadUrl) receive(area, event.target.files);
  else if (area) showNames(area, event.target.files);
});

function receive(area, files) {
  if (area.dataset.uploadUrl) return void uploadAll(area, [...files]);
  const input = area.querySelector("input[type=file]");
  input.files = files;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function showNames(area, files) {
  const words = area.querySelector("span");
  if (words && files.length) words.textContent = [...files].map((file) => file.name).join(", ");
}

async function uploadAll(area, files) {
  const results = await Promise.all(files.map((file) => upload(area, file)));
  const input = area.querySelector("input[type=file]");
  if (input) input.value = "";
  if (results.some(Boolean)) await readAgain(area);
}

function upload(area, file) {
  const bar = make("progress", { max: "100", value: "0", "aria-label": file.name });
  const line = make("li", {}, file.name, bar);
  area.querySelector(".uploads")?.append(line);
  const fields = new FormData();
  fields.append("_csrf_token", formToken());
  fields.append(area.dataset.field || "file", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", area.dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", formToken());
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100; });
    request.addEventListener("loadend", () => {
      const done = request.status >= 200 && request.status < 400;
      if (done) line.remove();
      else {
        bar.remove();
        line.append(make("p", { class: "error" }, problemOf(request)));
      }
      resolve(done);
    });
    request.send(fields);
  });
}

function problemOf(request) {
  if (!request.status) return text("noConnection");
  return saidIn(request.responseText) || text("uploadFailed");
}

async function readAgain(area) {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".file-list");
  const old = area.querySelector(".file-list");
  if (fresh && old) old.replaceWith(document.adoptNode(fresh));
  else if (fresh) area.querySelector("h2")?.after(document.adoptNode(fresh));
  if ("showFirst" in area.dataset) showFirst(area);
}
