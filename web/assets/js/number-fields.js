// Fields of numbers: the number pad's dot writes the language's decimal sign; on leaving, what was read is shown.
import { decimalSign, formatNumber, readNumber } from "./numbers.js";
import { echo } from "./echo.js";
import { language, text } from "./texts.js";

const isNumber = (element) => element.matches?.("input[data-number]");

document.addEventListener("keydown", (event) => {
  if (!isNumber(event.target) || event.code !== "NumpadDecimal" || event.ctrlKey) return;
  const places = event.target.dataset.decimals;
  const sign = places === "0" ? (language() === "id" ? "." : ",") : decimalSign(language());
  event.preventDefault();
  const { selectionStart, selectionEnd } = event.target;
  event.target.setRangeText(sign, selectionStart, selectionEnd, "end");
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  if (isNumber(event.target)) settle(event.target);
});

// Shows the number as it was read, or says that it is not clear. Nothing is changed that is not clear.
export function settle(field) {
  const plain = readNumber(field.value, language());
  if (plain === null) {
    echo(field, text("numberUnclear", { text: field.value, example: formatNumber("1250000.5", language(), 2) }), true);
    return;
  }
  if (plain !== "") {
    const places = Number(field.dataset.decimals || 0);
    const fraction = plain.split(".")[1] || "";
    field.value = formatNumber(plain, language(), fraction ? Math.min(places, 6) : 0);
  }
  echo(field, "");
}
