import { Composer, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from "yaml";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { findInvisible } from "../../source/invisible-characters.ts";
import { LineMap } from "../../source/line-map.ts";
import { type ReadFile, type Source, unreadable } from "../../source/source.ts";
import { YamlLocations } from "./locations.ts";
import { readNodes } from "./values.ts";

/** Collections within collections. A members file needs four; the parser's own limit is the stack. */
const maxDepth = 64;
/** The parser keeps up to three tokens on its stack for a level. */
const maxStackLength = maxDepth * 3;

/** Reads a text with the yaml package: a value with places, or diagnostics. */
export function readYaml(file: string, text: string): ReadFile {
  const locations = new LineMap(file, text);
  const { document, problem } = parse(text, locations);
  if (problem) return { source: unreadable(file, text), diagnostics: [problem] };
  if (!document?.contents)
    return { source: unreadable(file, text), diagnostics: [locations.diagnostic("empty-file", {}, 0, 0)] };
  const syntax = problemsOf(document, text, locations);
  if (syntax.length > 0) return { source: unreadable(file, text), diagnostics: syntax };

  const yamlLocations = new YamlLocations(document.contents, locations);
  const { value, diagnostics } = readNodes(document.contents, locations, yamlLocations);
  const source: Source = {
    file,
    text,
    value,
    locate: (path, part = "value") => yamlLocations.ofPath(path, part),
  };
  return { source, diagnostics: [...findInvisible(text, locations), ...diagnostics] };
}

type Parsed = Document.Parsed<ParsedNode, true> | Document<ParsedNode, true>;

/** As `parseDocument` of yaml does it, but stopping before the composer would recurse too deep (yaml 2.9.1 aborts Node). */
function parse(text: string, locations: LineMap): { document?: Parsed; problem?: Diagnostic } {
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
      tooDeep = locations.diagnostic("yaml-depth", { limit: maxDepth }, offset, offset + 1);
      return;
    }
    yield* parser.end();
  };
  let document: Parsed | undefined;
  for (const one of composer.compose(tokens(), true, text.length)) {
    if (tooDeep) return { problem: tooDeep };
    if (document)
      return { problem: locations.diagnostic("yaml-documents", {}, one.range[0], one.range[0] + 3) };
    document = one as Parsed;
  }
  return tooDeep ? { problem: tooDeep } : { ...(document && { document }) };
}

function problemsOf(document: Parsed, text: string, locations: LineMap): Diagnostic[] {
  const version = document.directives?.yaml;
  const directive: Diagnostic[] =
    version?.explicit && (version.version !== "1.2" || isGivenTwice(document, text))
      ? [locations.diagnostic("yaml-directive", { directive: `%YAML ${version.version}` }, 0, 1)]
      : [];
  const errors = document.errors.map(error => syntaxError(error, locations));
  return [...directive, ...errors];
}

/** YAML 1.2.2, section 6.8.1, forbids it; the yaml package lets it pass. */
function isGivenTwice(document: Parsed, text: string): boolean {
  const head = text.slice(0, document.contents?.range?.[0]);
  return head.split("\n").filter(line => line.startsWith("%YAML")).length > 1;
}

function syntaxError(error: YAMLError, locations: LineMap): Diagnostic {
  const [start, end] = error.pos;
  return locations.diagnostic("yaml-syntax", { problem: error.message }, start, end);
}
