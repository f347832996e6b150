// After a save that failed the focus goes to the summary; its links go to their fields and open what hides them.
document.addEventListener("htmx:after:swap", focusWanted);
focusWanted();

function focusWanted() {
  const wanted = document.querySelector("[data-focus]");
  if (!wanted) return;
  delete wanted.dataset.focus;
  wanted.focus({ preventScroll: true });
  wanted.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('.summary a[href^="#"]');
  if (!link) return;
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  for (let part = field; part; part = part.parentElement) if (part instanceof HTMLDetailsElement) part.open = true;
  const control = field.matches("input, select, textarea, button, a") ? field : field.querySelector("input:not([type=hidden]), select, textarea");
  field.scrollIntoView({ block: "center" });
  (control || field).focus();
});
