// Says something to screen readers through the two live regions of the shell.
export function announce(words, urgent = false) {
  const region = document.getElementById(urgent ? "assertive" : "polite");
  if (!region || !words) return;
  // The same words twice are only read again when the region changed in between.
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, 30);
}

document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector("[data-announce]");
  if (said) announce(said.textContent.trim());
});
