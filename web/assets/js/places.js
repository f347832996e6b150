// Where somebody is in a unit: told when it opens, every ten seconds of a film, and on leaving. And a clock that runs down
// beside the server's, which is the one that counts.
import { send } from "./server.js";

const EVERY = 10_000;
const place = document.querySelector("form[data-place]");
const film = document.querySelector("video[data-film]");

function tell() {
  const second = place.elements.namedItem("at_second");
  if (film && second) second.value = String(Math.floor(film.currentTime));
  send(place.action, new FormData(place), { keepalive: true }).catch(() => {});
}

if (place) tell();
if (place && film) {
  const start = Number(film.dataset.film) || 0;
  film.addEventListener("loadedmetadata", () => { if (start < film.duration) film.currentTime = start; }, { once: true });
  setInterval(() => { if (!film.paused) tell(); }, EVERY);
  film.addEventListener("pause", tell);
  addEventListener("pagehide", tell);
}

const clock = document.querySelector("[data-seconds-left]");
if (clock) {
  const ends = Date.now() + Number(clock.dataset.secondsLeft) * 1000;
  const show = () => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(timer);
    location.reload();
  };
  const timer = setInterval(show, 1000);
}
