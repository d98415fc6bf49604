import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { LineMap } from "./line-map.ts";

/**
 * Characters that show text to reviewers in a different order than programs read it ("Trojan Source",
 * CVE-2021-42574).
 */
const reordering = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * Invisible characters: two names that differ only in one look the same. Joiners and variation selectors aren't
 * included, because scripts and emoji need them.
 */
const invisible = /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;

/** Finds characters that readers can't see, or that change the order in which they see the text. */
export function findInvisible(text: string, lineMap: LineMap): readonly Diagnostic[] {
  if (!/[^\n -~]/.test(text)) return [];
  const diagnostics = new DiagnosticList();
  for (const { 0: character, index } of text.matchAll(invisible)) {
    const code = reordering.test(character) ? "reordering-character" : "invisible-character";
    diagnostics.report(code, () => ({
      details: { codePoint: character.codePointAt(0) ?? 0 },
      location: lineMap.locationOf(index, index + character.length),
    }));
  }
  return diagnostics.all();
}
