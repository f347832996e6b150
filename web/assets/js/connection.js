// The connection was lost or is back: a strip says what is kept. While it is lost, the server is asked every 5 seconds.
import { announce } from "./announce.js";
import { make } from "./elements.js";
import { alive } from "./server.js";
import { text } from "./texts.js";

let strip = null;
let timer = null;

function lost() {
  if (strip?.isConnected) return;
  clearInterval(timer);
  document.getElementById("connection")?.remove();
  strip = make("div", { class: "strip", id: "connection", role: "status" }, text("connectionLost"));
  document.body.append(strip);
  announce(text("connectionLost"), true);
  timer = setInterval(() => alive().catch(() => {}), 5000);
}

function back() {
  if (!strip) return;
  clearInterval(timer);
  const shown = strip;
  strip = null;
  shown.classList.add("good");
  shown.textContent = text("connectionBack");
  announce(text("connectionBack"));
  setTimeout(() => shown.remove(), 6000);
  document.dispatchEvent(new CustomEvent("dapur:back"));
}

document.addEventListener("dapur:offline", lost);
document.addEventListener("dapur:online", back);
window.addEventListener("offline", lost);
window.addEventListener("online", () => alive().catch(() => {}));
