// Dates as people type them; the same forms that the server reads. Day before month in both languages.
const UNITS = { id: { h: "day", mg: "week", bl: "month", th: "year" }, en: { d: "day", w: "week", mo: "month", y: "year" } };

const at = (year, month, day) => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200 ? date : null;
};
export const todayHere = () => {
  const now = new Date();
  return at(now.getFullYear(), now.getMonth() + 1, now.getDate());
};
const year = (typed, today) => (!typed ? today.getUTCFullYear() : typed.length === 4 ? Number(typed) : 2000 + Number(typed));

function moved(today, count, unit) {
  const next = new Date(today);
  if (unit === "day" || unit === "week") {
    next.setUTCDate(next.getUTCDate() + count * (unit === "week" ? 7 : 1));
    return next;
  }
  const day = next.getUTCDate();
  next.setUTCDate(1);
  next.setUTCMonth(next.getUTCMonth() + count * (unit === "year" ? 12 : 1));
  const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
  next.setUTCDate(Math.min(day, last));
  return next;
}

// The date (midnight UTC), or null when this script does not know the form: the server reads more and decides.
export function readDate(typed, language, today = todayHere()) {
  const plain = typed.trim().toLowerCase().replace(/\s+/g, " ");
  if (plain === "=" || plain === "t") return today;
  let found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain);
  if (found) return at(Number(found[1]), Number(found[2]), Number(found[3]));
  found = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(plain);
  if (found) return at(year(found[3], today), Number(found[2]), Number(found[1]));
  found = /^(\d{1,2})(?:[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?)?$/.exec(plain);
  if (found) return at(year(found[3], today), found[2] ? Number(found[2]) : today.getUTCMonth() + 1, Number(found[1]));
  found = /^([+-]?)(\d{1,5}) ?([a-z]*)$/.exec(plain);
  const unit = found && (found[3] ? UNITS[language][found[3]] : "day");
  if (found && unit && (found[1] || found[3])) return moved(today, Number(found[2]) * (found[1] === "-" ? -1 : 1), unit);
  return null;
}

const two = (number) => String(number).padStart(2, "0");
export const writeDate = (date) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
export const isoDate = (date) => date.toISOString().slice(0, 10);
export const sayDate = (date, language) =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : "id-ID", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(date);
