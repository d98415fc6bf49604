import { colonIn, isDashAt, type Line, plainEnd } from "./line.ts";
import { endOfLine, lineNumber, MistakeFound, oddSpace, type SyntaxMistake } from "./mistake.ts";

/** An open mapping or list. */
export interface Block {
  readonly kind: "mapping" | "list";
  readonly column: number;
  /** The offset of its first entry. */
  readonly first: number;
  /** The offset of its last entry. */
  last: number;
}

/**
 * What may be wrong with a line if the next one doesn't fit. text: it has no key, or a dash without a space; `column`: of the key or
 * dash that it belongs to. line: it isn't part of the blocks that it closed; `blocks`: how many it left open.
 */
export type Suspect =
  | { readonly kind: "text"; readonly at: number; readonly column: number }
  | {
      readonly kind: "line";
      readonly line: Line;
      readonly closed: readonly Block[];
      readonly blocks: number;
    };

/** Returns what is wrong with a line that doesn't belong to any of the blocks that were open before it, or with the line before. */
export function misplaced(
  text: string,
  line: Line,
  open: readonly Block[],
  suspect: Suspect | undefined,
): MistakeFound {
  const { content, end, spaces } = line;
  const space = oddSpaces(text, line);
  if (space > 0) return badSpace(text, content, space);
  const isItem = isDashAt(text, content);
  const before = suspect && mistakeBefore(text, suspect, line, isItem);
  if (before) return before;
  if (isGluedDash(text, content)) return withoutColon(text, content);
  if (!isItem && colonIn(text, content, end) === undefined) {
    const isInList = open.some(block => block.kind === "list" && block.column === spaces);
    if (isInList) return new MistakeFound({ problem: "no-dash" }, content, plainEnd(text, content, end));
    if (gluedKey(text, content, end)) return withoutColon(text, content);
  }
  return indentation(text, line, open, isItem);
}

/** What is wrong with a suspect, given the line after it. */
function mistakeBefore(
  text: string,
  suspect: Suspect,
  { spaces }: Line,
  isItem: boolean,
): MistakeFound | undefined {
  if (suspect.kind === "text") {
    const found = withoutColon(text, suspect.at);
    // An item below an item that is text may only be indented too much.
    const isSure = found.mistake.problem.problem !== "no-colon" || (!isItem && spaces > suspect.column);
    return isSure ? found : undefined;
  }
  const { line, closed } = suspect;
  const isAfterClosed = closed.some(
    block => block.column === spaces && block.kind === (isItem ? "list" : "mapping"),
  );
  if (!isAfterClosed) return undefined;
  const space = oddSpaces(text, line);
  if (space > 0) return badSpace(text, line.content, space);
  return isOutlier(text, suspect) ? indentation(text, line, closed, false) : undefined;
}

/** Whether a line has a key of the mapping that it closed: one that is in that column elsewhere, or twice in its own. */
function isOutlier(text: string, suspect: Extract<Suspect, { kind: "line" }>): boolean {
  const { line, closed, blocks } = suspect;
  const inner = closed.findLast(block => block.kind === "mapping");
  const colon = colonIn(text, line.content, line.end);
  if (!inner || colon === undefined) return false;
  const key = text.slice(line.content, colon + 1);
  const isElsewhere = (column: number) => isKeyInColumn(text, key, column, line.content);
  return isElsewhere(inner.column) || (blocks === 1 && isElsewhere(line.spaces));
}

/** Whether a key is in a column of a text, other than at one offset. */
function isKeyInColumn(text: string, key: string, column: number, except: number): boolean {
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + 1)) {
    const start = at - column;
    const isAtStart = start === 0 || (start > 0 && text[start - 1] === "\n");
    if (at !== except && isAtStart && /^[ -]*$/.test(text.slice(start, at))) return true;
  }
  return false;
}

function oddSpaces(text: string, { content, end }: Line): number {
  return /^[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/.exec(text.slice(content, end))?.[0].length ?? 0;
}

/** A tab, or a space that isn't one for YAML, in the indentation of a line. */
function badSpace(text: string, at: number, length: number): MistakeFound {
  const odd = /[^\t]/.exec(text.slice(at, at + length));
  if (!odd) return new MistakeFound({ problem: "tab" }, at, at + length);
  const codePoint = odd[0].codePointAt(0) ?? 0;
  return new MistakeFound({ problem: "odd-space", codePoint, after: undefined }, at, at + length);
}

function indentation(text: string, line: Line, open: readonly Block[], isItem: boolean): MistakeFound {
  const { content, end, spaces } = line;
  const kind = isItem ? "list" : "mapping";
  const candidates = open.filter(block => block.kind === kind);
  const nested = open.at(-1);
  // The first entry of a list without its dash is a mapping.
  if (isItem && candidates.length === 0 && nested && nested.column > spaces)
    return new MistakeFound({ problem: "no-dash" }, nested.first, endOfKey(text, nested.first));
  const distance = Math.min(...candidates.map(block => Math.abs(block.column - spaces)));
  const expected = candidates
    .filter(block => Math.abs(block.column - spaces) === distance)
    .map(block => ({ spaces: block.column, line: lineNumber(text, block.last) }))
    .reverse();
  return new MistakeFound(
    { problem: "indentation", spaces, of: isItem ? "dash" : "key", expected },
    content,
    Math.max(plainEnd(text, content, end), content + 1),
  );
}

function endOfKey(text: string, at: number): number {
  return at + (/^[^\n:]*/.exec(text.slice(at, at + 1000))?.[0].length ?? 1);
}

/** Returns what is wrong with a line that has no key, although one belongs there. */
export function withoutColon(text: string, at: number): MistakeFound {
  const end = endOfLine(text, at);
  const until = plainEnd(text, at, end);
  if (isGluedDash(text, at)) {
    const codePoint = text.codePointAt(at + 1) ?? 0;
    return oddSpace.test(text[at + 1] ?? "")
      ? new MistakeFound({ problem: "odd-space", codePoint, after: "-" }, at + 1, at + 2)
      : new MistakeFound({ problem: "no-space", after: "-" }, at, until);
  }
  const key = gluedKey(text, at, end);
  if (key === undefined)
    return new MistakeFound({ problem: "no-colon", text: text.slice(at, until) }, at, until);
  const next = at + key.length;
  const codePoint = text.codePointAt(next) ?? 0;
  return oddSpace.test(text[next] ?? "")
    ? new MistakeFound({ problem: "odd-space", codePoint, after: key }, next, next + 1)
    : new MistakeFound({ problem: "no-space", after: key }, at, until);
}

/** Returns the missing or odd space after the key or the dash that a string starts with, or undefined if there is none. */
export function findMissingSpace(text: string): SyntaxMistake | undefined {
  const { mistake } = withoutColon(text, 0);
  return mistake.problem.problem === "no-colon" ? undefined : mistake;
}

/** Returns whether the dash of a list item is at an offset, without the space that should follow it. */
export function isGluedDash(text: string, at: number): boolean {
  return text[at] === "-" && /[\p{L}"'\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u.test(text[at + 1] ?? "");
}

/** A key with its colon, if the space that should follow is missing or isn't one for YAML. */
function gluedKey(text: string, at: number, end: number): string | undefined {
  const line = text.slice(at, Math.min(end, at + 200));
  const key =
    /^(?:"[^"]*"|'[^']*'|[\p{L}_][\p{L}\p{N}_-]*):(?=[^\s]|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])(?!\/\/)/u.exec(
      line,
    )?.[0];
  return key === "mailto:" ? undefined : key;
}
