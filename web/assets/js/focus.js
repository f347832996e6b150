// After a save that failed the focus goes to the summary; its links go to their fields and open what hides them.
// A form whose head declares where Enter halts opens ready to type there, as long as that field is empty.
document.addEventListener("htmx:after:swap", focusWanted);
focusWanted();

function focusWanted() {
  const wanted = document.querySelector("[data-focus]");
  if (!wanted) {
    const first = document.querySelector("form[data-form] .fields [data-stop]");
    if (first && !first.value && document.activeElement === document.body) first.focus({ preventScroll: true });
    return;
  }
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
