// A timeline that is wider than its frame begins at today.
import { whenReady } from "./elements.js";

whenReady(() => {
  const today = document.querySelector(".timeline thead .today");
  const frame = today?.closest(".frame");
  if (frame && frame.scrollWidth > frame.clientWidth) frame.scrollLeft = today.offsetLeft - frame.clientWidth / 2;
});
