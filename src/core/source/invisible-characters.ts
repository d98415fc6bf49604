import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { LineMap } from "./line-map.ts";

/** Characters that show a reviewer another order than the one that is read ("Trojan Source", CVE-2021-42574). */
const reordering = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * Characters that nobody sees: two names that differ in one look the same. Those that join or vary the letters of honest scripts and
 * emoji are left out.
 */
const invisible = /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;

/** What a text holds that its reader does not see as it is. */
export function findInvisible(text: string, lineMap: LineMap): readonly Diagnostic[] {
  if (!/[^\n -~]/.test(text)) return [];
  return [...text.matchAll(invisible)].map(({ 0: character, index }) => {
    const code = reordering.test(character) ? "reordering-character" : "invisible-character";
    const details = { codePoint: character.codePointAt(0) ?? 0 };
    return lineMap.diagnostic(code, details, index, index + character.length);
  });
}
