// Where somebody is in a unit: told when it opens, every ten seconds of a film, and on leaving. And a clock that runs down
// beside the server's, which is the one that counts.
import { send } from "./server.js";

const EVERY = 10_000;
const place = document.querySelector("form[data-place]");
const film = document.querySelector("video[data-film]");
const second = place?.elements.namedItem("at_second");

function tell() {
  send(place.action, new FormData(place), { keepalive: true }).catch(() => {});
}

if (place) tell();
if (place && film && second) {
  const start = Number(second.value);
  // Until the film stands where it was left, its own second is none: the one that was kept must not be lost.
  film.addEventListener("loadedmetadata", () => {
    if (start < film.duration) film.currentTime = start;
    film.addEventListener("timeupdate", () => { second.value = String(film.ended ? 0 : Math.floor(film.currentTime)); });
  }, { once: true });
  setInterval(() => { if (!film.paused) tell(); }, EVERY);
  film.addEventListener("pause", tell);
  // A phone that puts the page away never says goodbye otherwise.
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
}

if (film) {
  document.addEventListener("click", (event) => {
    const to = event.target.closest("[data-to-second]");
    if (!to) return;
    film.currentTime = Number(to.dataset.toSecond);
    film.play().catch(() => {});
  });
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
