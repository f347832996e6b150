// Numbers as people write them: 1.250.000,50 in Indonesian, 1,250,000.50 in English. Kept as exact decimal strings,
// never as binary floats. A group that is not of three digits is unclear and is never guessed at.
const MARKS = { id: [".", ","], en: [",", "."] };
const escaped = (sign) => `\\${sign}`;
const shape = (group, point) =>
  new RegExp(`^(?:\\d+|[1-9]\\d{0,2}(?:${escaped(group)}\\d{3})+)?(?:${escaped(point)}\\d+)?$`);
const CLEAR = { id: shape(...MARKS.id), en: shape(...MARKS.en) };

// The plain decimal string ("1250000.5"), "" for nothing, null when it is not clear.
export function readNumber(typed, language) {
  let bare = typed.replaceAll("\u00a0", " ").replace("\u2212", "-").trim();
  if (!bare) return "";
  let negative = bare.startsWith("-");
  if (/^[-+]/.test(bare)) bare = bare.slice(1).trimStart();
  bare = bare.replace(/^(?:rp|[a-z]{3}) ?/i, "");
  if (!negative && bare.startsWith("-")) {
    negative = true;
    bare = bare.slice(1);
  }
  if (!bare || !CLEAR[language].test(bare)) return null;
  const [group, point] = MARKS[language];
  const [whole, fraction = ""] = bare.replaceAll(group, "").split(point);
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const rest = fraction.replace(/0+$/, "");
  const plain = rest ? `${digits}.${rest}` : digits;
  return negative && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

// A plain decimal string for a reader, with at least `least` decimals; nothing is ever rounded away.
export function formatNumber(plain, language, least = 0) {
  const [group, point] = MARKS[language];
  const negative = plain.startsWith("-");
  const [whole, fraction = ""] = plain.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const shown = fraction || least ? `${grouped}${point}${fraction.padEnd(least, "0")}` : grouped;
  return negative ? `-${shown}` : shown;
}

// Whether the number pad's dot should become the decimal sign here.
export const decimalSign = (language) => MARKS[language][1];

const parts = (plain) => {
  const [whole, fraction = ""] = plain.split(".");
  return [whole, fraction];
};
// The exact sum of plain decimal strings.
export function addNumbers(numbers) {
  const places = Math.max(0, ...numbers.map((number) => parts(number)[1].length));
  const sum = numbers.reduce((total, number) => {
    const [whole, fraction] = parts(number);
    return total + BigInt(whole + fraction.padEnd(places, "0"));
  }, 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
  const plain = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "") || "0" : digits;
  return sum < 0n ? `-${plain}` : plain;
}
export const subtractNumbers = (left, right) => addNumbers([left, right.startsWith("-") ? right.slice(1) : `-${right}`]);
