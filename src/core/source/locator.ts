import type { Diagnostic, DiagnosticCode, DiagnosticDetails, Place } from "../diagnostics/diagnostic.ts";

/** A step of a path into a value: a key of a mapping, or the index of a list item. */
export type Step = string | number;

/** What a step of a path leads to; a key without a value has none, and a list item no key. */
export interface Child<Node> {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** The node that a path leads to, or the key that leads to it; the nearest known one if there is none. */
export function nodeAt<Node>(
  root: Node,
  path: readonly Step[],
  part: "value" | "key",
  childOf: (node: Node, step: Step) => Child<Node> | undefined,
): Node {
  let node = root;
  let key: Node | null = null;
  for (const step of path) {
    const next = childOf(node, step);
    if (!next) return node;
    node = next.value ?? next.key ?? node;
    key = next.key;
  }
  return part === "key" ? (key ?? node) : node;
}

/** Turns offsets of one text into places. */
export class Places {
  readonly #file: string;
  readonly #text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** Of the text, in UTF-16 code units. */
  get length(): number {
    return this.#text.length;
  }

  /** The place between two offsets, cut at the end of its first line, at least one column wide. */
  between(start: number, end: number): Place {
    this.#lineStarts ??= lineStartsOf(this.#text);
    const line = lineOf(this.#lineStarts, start);
    const lineStart = this.#lineStarts[line - 1] ?? 0;
    const nextLine = this.#lineStarts[line];
    const newline = nextLine === undefined ? this.#text.length : nextLine - 1;
    const lineEnd = this.#text[newline - 1] === "\r" ? newline - 1 : newline;
    const column = Math.min(start, lineEnd) - lineStart + 1;
    return {
      file: this.#file,
      line,
      column,
      endColumn: Math.max(Math.min(end, lineEnd) - lineStart + 1, column + 1),
    };
  }

  diagnostic<Code extends DiagnosticCode>(
    code: Code,
    details: DiagnosticDetails[Code],
    start: number,
    end: number,
    related?: Place,
  ): Diagnostic {
    return { code, details, place: this.between(start, end), related } as Diagnostic;
  }
}

/** The first column of a place, for what is missing there. */
export function startOf(place: Place): Place {
  return { ...place, endColumn: place.column + 1 };
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The number of the line that holds an offset, by halving. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
