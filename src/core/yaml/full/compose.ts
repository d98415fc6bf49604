import { Composer, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from "yaml";

/** A parsed document. It has no errors. */
type ParsedDocument = Document.Parsed<ParsedNode, true> | Document<ParsedNode, true>;

/** Why a text wasn't read to its end. The offset is in UTF-16 code units. */
export interface Excess {
  readonly of: "depth" | "tokens" | "documents";
  readonly offset: number;
}

/** The result of parsing a text: the document, or what is wrong with it. */
export interface Composed {
  /** The document before the limit, if the text exceeds one. */
  readonly document?: ParsedDocument;
  /** The first error. */
  readonly error?: YAMLError | undefined;
  readonly excess?: Excess;
  /** The version in a %YAML directive, if there is one. */
  readonly version: string | undefined;
}

type Directives = NonNullable<ParsedDocument["directives"]>;

/** The maximum depth of collections. A members file needs four. The yaml package is limited only by the call stack. */
export const maxDepth = 64;
/** The parser keeps up to three tokens on its stack for each level. */
const maxStackLength = maxDepth * 3;
/**
 * The maximum number of tokens: words, indicators, spaces, and line breaks. A text of several lines counts as its lines. The
 * yaml package takes up to 250 bytes for each.
 */
export const maxTokens = 2_000_000;
/** The number of tokens that an alias counts as. The yaml package takes 1,600 bytes for it. */
const tokensPerAlias = 8;

/**
 * Parses YAML like `parseDocument` of yaml, but stops at the first error, at a second document, and before the limits are
 * exceeded. yaml 2.9.1 would collect an error with a stack trace for each of millions of tokens, and abort Node.js if
 * collections are nested too deep.
 */
export function compose(text: string): Composed {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  stopAtErrors(composer);
  try {
    const excess = composeTokens(composer, text);
    const [document] = [...composer.end(true, text.length)] as ParsedDocument[];
    const [error] = document?.errors ?? [];
    const version = versionIn(document?.directives ?? composer.streamInfo().directives);
    if (error) return { error, version };
    return { ...(document && { document }), ...(excess && { excess }), version };
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { error: composer.streamInfo().errors[0], version: versionIn(composer.streamInfo().directives) };
  }
}

/** Thrown to leave the composer at the first error. */
class Stop extends Error {}

/** Makes a composer throw `Stop` once it has an error, and ignore warnings. The yaml package has no option for that. */
function stopAtErrors(composer: Composer): void {
  const hooks = composer as unknown as {
    onError: (source: unknown, code: string, message: string, isWarning?: boolean) => void;
  };
  const report = hooks.onError;
  hooks.onError = (source, code, message, isWarning) => {
    if (isWarning) return;
    report(source, code, message);
    throw new Stop();
  };
}

/** Passes the tokens of a text to a composer. Stops at an error, or returns which limit stopped it. */
function composeTokens(composer: Composer, text: string): Excess | undefined {
  const parser = new Parser();
  let count = 0;
  let hasDocument = false;
  for (const lexeme of new Lexer().lex(text)) {
    count += lexeme.startsWith("*") ? tokensPerAlias : Math.max(lineFeedsIn(lexeme), 1);
    if (count > maxTokens) return { of: "tokens", offset: parser.offset };
    for (const token of parser.next(lexeme)) {
      if (token.type === "document" && hasDocument) return { of: "documents", offset: token.offset };
      hasDocument ||= token.type === "document";
      for (const _ of composer.next(token));
      if (token.type === "error") return undefined;
    }
    if (parser.stack.length > maxStackLength) return { of: "depth", offset: parser.offset };
  }
  for (const token of parser.end()) {
    if (token.type === "document" && hasDocument) return { of: "documents", offset: token.offset };
    for (const _ of composer.next(token));
  }
  return undefined;
}

function lineFeedsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function versionIn({ yaml: { explicit, version } }: Directives): string | undefined {
  return explicit ? version : undefined;
}
