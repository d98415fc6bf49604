/**
 * The places at which a spreadsheet starts to calculate: at the start of a cell, or after a semicolon, which separates cells on
 * machines with a decimal comma. The full-width signs count in a Japanese spreadsheet (OWASP, CSV Injection). Quotation marks hide
 * none: a reader that starts a cell at doubled quotation marks sees an empty text before the sign.
 */
const start = "(^|;)";
const formula = `(?=['"\\s]*[=+\\-@＝＋－＠])`;
const unprotected = new RegExp(start + formula, "g");
const guarded = new RegExp(`${start}'${formula}`, "g");

/** Returns a text that no spreadsheet calculates: an apostrophe is before each formula, even if one is there already. */
export function protectFormulas(text: string): string {
  return text.replace(unprotected, "$1'");
}

/** Returns the text that `protectFormulas` was given. */
export function unprotectFormulas(text: string): string {
  return text.includes("'") ? text.replace(guarded, "$1") : text;
}
