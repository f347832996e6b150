// The words that scripts say. The server writes them into the page in the reader's language.
let words;

export function text(key, values = {}) {
  words ??= JSON.parse(document.getElementById("texts")?.textContent || "{}");
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const language = () => (document.documentElement.lang === "en" ? "en" : "id");
