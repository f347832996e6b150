// Before a scanned form is sent: what differs from what is expected is asked about once, here at the end, also without a
// connection. While the question stands, a scanner's Enter chooses nothing; only the command codes do.
import { showDialog } from "./dialogs.js";
import { make } from "./elements.js";
import { changed } from "./grid.js";
import { subtractNumbers } from "./numbers.js";
import { allExpected, countedOf, expectedThings, gridFor, knownOf, linesOf, quantityOf, shown, write } from "./scan-lines.js";
import { text } from "./texts.js";

const isMore = (left, right) => !/^-|^0$/.test(subtractNumbers(left, right));
const over = (each) => each.thing.most !== null && isMore(each.counted, each.thing.most);

window.addEventListener("submit", onSubmit, true);

function onSubmit(event) {
  const part = event.target.querySelector?.("[data-scan]");
  if (!part || event.submitter?.matches("[data-draft]")) return;
  const found = differences(part);
  const told = JSON.stringify(found.map((each) => [each.thing.value, each.counted]));
  if (!found.length || part.answered === told) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(part, event.target, event.submitter, found);
}

function differences(part) {
  return expectedThings(part)
    .map((thing) => ({ thing, counted: countedOf(part, thing) }))
    .filter(({ thing, counted }) => counted !== thing.expected);
}

async function ask(part, form, submitter, found) {
  const answer = await answered(part, found);
  if (answer === "all") allExpected(part);
  else if (answer === "allowed") found.filter(over).forEach(({ thing, counted }) => leaveOut(part, thing, subtractNumbers(counted, thing.most)));
  else if (answer !== "counted") return void part.querySelector("[data-scan-field]").focus();
  part.answered = JSON.stringify(differences(part).map((each) => [each.thing.value, each.counted]));
  form.requestSubmit(submitter?.isConnected ? submitter : undefined);
}

// What is too much is taken from the last line of the thing.
function leaveOut(part, thing, number) {
  let left = number;
  for (const row of linesOf(part, thing).reverse()) {
    const there = quantityOf(part, row);
    const taken = isMore(left, there) ? there : left;
    write(part, row, subtractNumbers(there, taken));
    left = subtractNumbers(left, taken);
  }
  changed(gridFor(part));
}

function answered(part, found) {
  const nothing = expectedThings(part).every((thing) => countedOf(part, thing) === "0");
  const choice = nothing ? ["all", part.dataset.scanAll] : found.some(over) ? ["allowed", text("scanAllowed")] : ["counted", text("scanCounted")];
  const no = make("button", { type: "button", class: "btn", value: "back" }, text("back"));
  const yes = make("button", { type: "button", class: "btn primary", value: choice[0] }, choice[1]);
  const said = nothing ? make("p", {}, text("scanNothing")) : make("ul", {}, ...found.map((each) => make("li", {}, sentence(each))));
  const heading = make("h2", { id: "differs-title" }, text("scanDiffers"));
  const dialog = make("dialog", { class: "dialog", id: "differs", "aria-labelledby": "differs-title" }, heading, said, make("div", { class: "dialog-acts" }, no, yes));
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue); });
    for (const button of [no, yes]) button.addEventListener("click", () => dialog.close(button.value));
    listen(dialog, part, yes);
    showDialog(dialog);
    no.focus();
  });
}

function sentence({ thing, counted }) {
  const difference = subtractNumbers(counted, thing.expected);
  const key = over({ thing, counted }) ? "scanTooMany" : difference.startsWith("-") ? "scanLess" : "scanMore";
  const words = { thing: thing.text, counted: shown(counted), expected: shown(thing.expected), most: shown(thing.most || "0"), number: shown(difference.replace("-", "")) };
  return text(key, words);
}

function listen(dialog, part, yes) {
  let typed = "";
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Tab") typed = "";
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      typed += event.key;
      event.preventDefault();
    }
    if (event.key !== "Enter" || !typed) return;
    event.preventDefault();
    const does = knownOf(part).codes[typed.toLowerCase()]?.does;
    typed = "";
    if (does === "finish" || does === yes.value) dialog.close(yes.value);
    else if (does) dialog.close("back");
  });
}
