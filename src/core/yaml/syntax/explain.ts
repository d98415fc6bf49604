import { findMistake } from "./block.ts";
import { endOfLine, lineNumber, type SyntaxMistake } from "./mistake.ts";

/** An error of the yaml package: its code, and the offsets that it is about. */
export interface SyntaxError {
  readonly code: string;
  readonly pos: readonly [number, number];
}

const maxLines = 10;

/** Returns the first merge conflict of a text that has one with both ends, or undefined if there is none. */
export function findWholeConflict(text: string): SyntaxMistake | undefined {
  const isLikely = /(?:^|\n)<{7} /.test(text) && /\n>{7}(?:[ \r\n]|$)/.test(text);
  return isLikely ? findMarker(text) : undefined;
}

function findMarker(text: string): SyntaxMistake | undefined {
  const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/gm;
  const found = [];
  for (let one = marker.exec(text); one && found.length < maxLines; one = marker.exec(text))
    found.push(one.index);
  const [start] = found;
  if (start === undefined) return undefined;
  const lines = found.map(at => lineNumber(text, at));
  return { problem: { problem: "merge-conflict", lines }, start, end: endOfLine(text, start) };
}

/** Returns what is wrong with a text that isn't valid YAML: the first mistake, in words of someone who edits it. */
export function explainSyntax(text: string, error: SyntaxError): SyntaxMistake {
  const [start, end] = error.pos;
  return (
    findMarker(text) ?? findMistake(text) ?? { problem: { problem: "other", code: error.code }, start, end }
  );
}
