import { Composer, type Document, Lexer, type ParsedNode, Parser } from "yaml";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { findInvisible } from "../../source/invisible-characters.ts";
import { LineMap } from "../../source/line-map.ts";
import { emptySource, type ReadFile, type Source, unreadable } from "../../source/source.ts";
import { explainSyntax, findWholeConflict } from "../syntax/explain.ts";
import type { SyntaxMistake } from "../syntax/mistake.ts";
import { YamlLocations } from "./locations.ts";
import { readNodes } from "./values.ts";

/** The maximum depth of collections. A members file needs four. The parser itself is limited only by the call stack. */
const maxDepth = 64;
/** The parser keeps up to three tokens on its stack for each level. */
const maxStackLength = maxDepth * 3;

/** Reads a file with the yaml package. Returns a value with locations, or diagnostics. */
export function readYaml(file: string, text: string): ReadFile {
  const lineMap = new LineMap(file, text);
  const conflict = findWholeConflict(text);
  const { document, problem } = conflict
    ? { problem: syntaxDiagnostic(conflict, lineMap) }
    : parse(text, lineMap);
  const found = problem ?? (document && problemOf(document, text, lineMap));
  if (found) return { source: unreadable(file, text), diagnostics: [found] };
  if (!document?.contents)
    return { source: emptySource(file, text), diagnostics: findInvisible(text, lineMap) };

  const locations = new YamlLocations(document.contents, lineMap);
  const { value, diagnostics } = readNodes(document.contents, lineMap, locations);
  const source: Source = {
    file,
    text,
    value,
    locate: (path, part = "value") => locations.ofPath(path, part),
  };
  return { source, diagnostics: [...findInvisible(text, lineMap), ...diagnostics] };
}

type Parsed = Document.Parsed<ParsedNode, true> | Document<ParsedNode, true>;

/**
 * Parses YAML like `parseDocument` of yaml, but stops before the composer recurses too deep (yaml 2.9.1
 * aborts Node.js).
 */
function parse(text: string, lineMap: LineMap): { document?: Parsed; problem?: Diagnostic } {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  let tooDeep: Diagnostic | undefined;
  const tokens = function* () {
    const parser = new Parser();
    let offset = 0;
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      offset = parser.offset;
      if (parser.stack.length <= maxStackLength) continue;
      tooDeep = lineMap.diagnostic("yaml-depth", { limit: maxDepth }, offset, offset + 1);
      return;
    }
    yield* parser.end();
  };
  let document: Parsed | undefined;
  for (const one of composer.compose(tokens(), true, text.length)) {
    if (tooDeep) return { problem: tooDeep };
    if (document)
      return { problem: lineMap.diagnostic("yaml-documents", {}, one.range[0], one.range[0] + 3) };
    document = one as Parsed;
  }
  return tooDeep ? { problem: tooDeep } : { ...(document && { document }) };
}

/** One mistake makes the parser report many errors, so only the first mistake is reported. */
function problemOf(document: Parsed, text: string, lineMap: LineMap): Diagnostic | undefined {
  const version = document.directives?.yaml;
  if (version?.explicit && (version.version !== "1.2" || hasRepeatedVersion(document, text)))
    return lineMap.diagnostic("yaml-directive", { directive: `%YAML ${version.version}` }, 0, 1);
  const [error] = document.errors;
  if (!error) return undefined;
  return syntaxDiagnostic(explainSyntax(text, error), lineMap);
}

function syntaxDiagnostic({ problem, start, end }: SyntaxMistake, lineMap: LineMap): Diagnostic {
  return lineMap.diagnostic("yaml-syntax", problem, start, end);
}

/**
 * Whether a document has two %YAML directives. YAML 1.2.2, section 6.8.1, forbids that, but the yaml package
 * accepts it.
 */
function hasRepeatedVersion(document: Parsed, text: string): boolean {
  const head = text.slice(0, document.contents?.range?.[0]);
  return head.split("\n").filter(line => line.startsWith("%YAML")).length > 1;
}
