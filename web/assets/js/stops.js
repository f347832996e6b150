// Where Enter goes: from a declared stop to the next declared one, else to the next field; both skip what can't be typed in.
const FIELDS = "input:not([type=hidden], [type=file]), select, textarea";

const usable = (field) => !field.disabled && !field.readOnly && field.tabIndex >= 0 && field.getClientRects().length > 0;
export const fieldsIn = (part) => [...part.querySelectorAll(FIELDS)].filter(usable);
export const stopsIn = (part) => {
  const fields = fieldsIn(part);
  const declared = fields.filter((field) => "stop" in field.dataset);
  return declared.length ? declared : fields;
};

export function nextOf(field, part, step = 1) {
  const all = "stop" in field.dataset ? stopsIn(part) : fieldsIn(part);
  const at = all.indexOf(field);
  return at < 0 ? null : all[at + step] || null;
}

export function enter(field) {
  field.focus();
  if (field.matches("input:not([type=checkbox], [type=radio])")) field.select();
}
