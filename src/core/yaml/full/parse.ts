import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { findInvisible } from "../../source/invisible-characters.ts";
import { LineMap } from "../../source/line-map.ts";
import { emptySource, type ReadFile, type Source, unreadable } from "../../source/source.ts";
import { findMistake } from "../syntax/block.ts";
import { explainSyntax, findWholeConflict } from "../syntax/explain.ts";
import type { SyntaxMistake } from "../syntax/mistake.ts";
import { type Composed, compose, maxDepth, maxTokens } from "./compose.ts";
import { readNodes } from "./values.ts";

/** Reads a file with the yaml package. Returns a value with locations, or diagnostics. */
export function readYaml(file: string, text: string): ReadFile {
  const lineMap = new LineMap(file, text);
  const conflict = findWholeConflict(text);
  if (conflict) return { source: unreadable(file, text), diagnostics: [syntaxDiagnostic(conflict, lineMap)] };
  const composed = compose(text);
  const problem = problemOf(composed, text, lineMap);
  if (problem) return { source: unreadable(file, text), diagnostics: [problem] };
  const root = composed.document?.contents;
  if (!root) return { source: emptySource(file, text), diagnostics: findInvisible(text, lineMap) };

  const { value, locate, diagnostics } = readNodes(root, lineMap);
  const source: Source = { file, text, value, locate };
  return { source, diagnostics: [...findInvisible(text, lineMap), ...diagnostics] };
}

function problemOf(
  { document, error, excess, version }: Composed,
  text: string,
  lineMap: LineMap,
): Diagnostic | undefined {
  const contentStart = document?.contents?.range?.[0] ?? error?.pos[0];
  if (version !== undefined && (version !== "1.2" || hasRepeatedVersion(text.slice(0, contentStart))))
    return lineMap.diagnostic("yaml-directive", { directive: `%YAML ${version}` }, 0, 1);
  if (error) return syntaxDiagnostic(explainSyntax(text, error), lineMap);
  if (!excess) return undefined;
  const { of, offset } = excess;
  switch (of) {
    case "depth":
      return lineMap.diagnostic("yaml-depth", { limit: maxDepth }, offset, offset + 1);
    case "tokens": {
      const mistake = findMistake(text);
      if (mistake) return syntaxDiagnostic(mistake, lineMap);
      return lineMap.diagnostic("yaml-tokens", { limit: maxTokens }, offset, offset + 1);
    }
    case "documents":
      return lineMap.diagnostic("yaml-documents", {}, offset, offset + 3);
  }
}

function syntaxDiagnostic({ problem, start, end }: SyntaxMistake, lineMap: LineMap): Diagnostic {
  return lineMap.diagnostic("yaml-syntax", problem, start, end);
}

/**
 * Whether the text before a document has two %YAML directives. YAML 1.2.2, section 6.8.1, forbids that, but the yaml
 * package accepts it.
 */
function hasRepeatedVersion(head: string): boolean {
  return [...head.matchAll(/^%YAML/gm)].length > 1;
}
