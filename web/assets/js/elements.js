// Making elements without markup in strings, which a strict content policy and safety both want.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${document.documentElement.dataset.icons || ""}#${name}`);
  drawing.append(use);
  return drawing;
}

let last = 0;
// A fixed id for what a script refers to.
export const idOf = (element, stem) => (element.id ||= `${stem}-${(last += 1)}`);

export const base = () => document.documentElement.dataset.base || "";

// Runs at the start, after every swap and for what a script put in; must be safe to repeat on the same elements.
export function whenReady(prepare) {
  prepare(document);
  for (const name of ["htmx:after:swap", "dapur:added"]) document.addEventListener(name, () => prepare(document));
}
export const added = () => document.dispatchEvent(new CustomEvent("dapur:added"));
