// The phone's camera as a scanner, where the browser can read codes itself.
import { make, whenReady } from "./elements.js";
import { readCode } from "./scan.js";
import { partOf } from "./scan-lines.js";
import { text } from "./texts.js";

const EVERY_MS = 150;
const SAME_MS = 1800; // a code that stays before the camera counts once
const canRead = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

whenReady((root) => {
  for (const button of root.querySelectorAll("[data-scan-camera]")) button.hidden = !canRead();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-scan-camera]");
  if (!button) return;
  const part = partOf(button);
  if (part.camera) stop(part);
  else start(part).catch(() => stop(part));
});

async function start(part) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = make("video", { class: "scan-video", playsinline: true, muted: true, "aria-label": text("scanCamera") });
  video.srcObject = stream;
  part.camera = { stream, video };
  part.querySelector(".scan-said").before(video);
  await video.play();
  watch(part, new window.BarcodeDetector(), { code: "", at: 0 });
}

async function watch(part, detector, last) {
  if (!part.camera) return;
  if (!part.isConnected) return stop(part);
  const [found] = await detector.detect(part.camera.video).catch(() => []);
  const code = found?.rawValue.trim();
  const now = performance.now();
  if (code && part.camera && (code !== last.code || now - last.at > SAME_MS)) readCode(part, code);
  setTimeout(() => watch(part, detector, code ? { code, at: now } : last), EVERY_MS);
}

function stop(part) {
  part.camera?.stream.getTracks().forEach((track) => track.stop());
  part.camera?.video.remove();
  part.camera = null;
}
