import { toASCII, toUnicode } from "tr46";
import type { ToAscii } from "./address.ts";

const options = {
  checkBidi: true,
  checkJoiners: true,
  checkHyphens: false,
  useSTD3ASCIIRules: true,
  transitionalProcessing: false,
} as const;

/** In IDNA 2008, only letters, marks, and digits are valid, and joiners where a script needs them, which UTS 46 checks. */
const letters = /^[\p{L}\p{N}\p{M}\p{Join_Control}-]+$/u;
/** Characters that are valid in IDNA 2008 next to certain letters (RFC 5892, appendixes A.3 to A.7). */
const inContext = /(?<=l)\u00b7(?=l)|\u0375(?=\p{sc=Greek})|(?<=\p{sc=Hebrew})[\u05f3\u05f4]|\u30fb/gu;

/**
 * Converts a domain by UTS 46 without transitional mappings, as browsers do, but rejects characters that UTS 46 drops or replaces,
 * except letters that differ only in case or in their Unicode normalization form: reviewers would see another domain than the
 * one that gets the email. Unicode's mapping table decides that, in the form of the tr46 package. The table is large, so load
 * this module only if `mayNeedIdna` is true.
 */
export const toAsciiDomain: ToAscii = domain => {
  const written = domain.split(".");
  const invalid = written.every(hasOnlyLetters) ? "domain-idna" : "domain-characters";
  const ascii = toASCII(domain, options);
  if (ascii === null) return { ok: false, problem: invalid };
  const encoded = ascii.split(".");
  const read = toUnicode(ascii, options).domain.split(".");
  const isSame = (label: string, index: number) => [encoded[index], fold(read[index])].includes(fold(label));
  if (read.length !== written.length || !written.every(isSame))
    return { ok: false, problem: "domain-changed" };
  // UTS 46 can check this only together with hyphens that domains in use have (RFC 5891, section 4.2.3.1).
  if (read.some(label => /^-|-$/.test(label))) return { ok: false, problem: "domain-label" };
  return read.every(hasOnlyLetters) ? { ok: true, value: ascii } : { ok: false, problem: invalid };
};

function hasOnlyLetters(label: string): boolean {
  return label === "" || letters.test(label.replace(inContext, ""));
}

/** Returns the form in which labels are compared. Changes the case of each character alone, as UTS 46 does. */
function fold(label = ""): string {
  return Array.from(label, character => character.toLowerCase())
    .join("")
    .normalize("NFC");
}
