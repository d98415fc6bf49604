import { parseJson, stringAt } from "../values/untyped.ts";
import type { ReplacedEvent } from "./events.ts";

/** How the text of a state compares with an earlier version. */
export interface Continuity {
  /** The number of events in the earlier version that the state neither has nor lists as replaced. */
  readonly lostEvents: number;
  /** Whether the earlier version has every event of the state, so that it can replace the state. */
  readonly isWithinEarlier: boolean;
}

/** Returns `sha256:` followed by the digest of a text in hexadecimal. */
export type Digest = (text: string) => string;

/**
 * Compares the text of a state with an earlier version. A state only grows: it has each event of every earlier version,
 * or lists it as replaced. Order and line endings don't matter.
 */
export function checkContinuity(current: string, earlier: string, digest: Digest): Continuity {
  if (current.startsWith(earlier)) return { lostEvents: 0, isWithinEarlier: current === earlier };
  const [now, before] = [linesOf(current), linesOf(earlier)];
  const replaced = replacedIn(current);
  const lost = [...before].filter(
    line => !now.has(line) && isEvent(line) && !replaced.has(fingerprintOf(line, digest)),
  );
  return {
    lostEvents: lost.length,
    isWithinEarlier: [...now].every(line => before.has(line) || !isEvent(line)),
  };
}

/**
 * Returns those of `lines` that a state neither has nor lists as replaced. The lines can include their line endings.
 */
export function missingLines(current: string, lines: readonly string[], digest: Digest): readonly string[] {
  const now = linesOf(current);
  const replaced = replacedIn(current);
  return lines
    .filter(line => !now.has(line.trimEnd()))
    .filter(line => replaced.size === 0 || !replaced.has(fingerprintOf(line.trimEnd(), digest)));
}

/** Returns the text of a state, followed by the events of an earlier version that it lacks. */
export function appendMissingEvents(current: string, earlier: string): string {
  const now = linesOf(current);
  const lost = [...linesOf(earlier)].filter(line => !now.has(line) && isEvent(line));
  return `${current.replace(/\n?$/, "\n")}${lost.map(line => `${line}\n`).join("")}`;
}

/**
 * Returns the event that lists what a new state replaces: the events of `texts` that aren't in `kept`, and those that
 * `texts` list as replaced themselves. Returns undefined if there are none.
 */
export function replacedEvent(
  texts: readonly string[],
  at: string,
  digest: Digest,
  kept = "",
): ReplacedEvent | undefined {
  const keptLines = linesOf(kept);
  const fingerprints = texts.flatMap(text => [
    ...replacedIn(text),
    ...[...linesOf(text)]
      .filter(line => !keptLines.has(line) && isEvent(line))
      .map(line => fingerprintOf(line, digest)),
  ]);
  if (fingerprints.length === 0) return undefined;
  return { event: "replaced", at, fingerprints: [...new Set(fingerprints)].join("") };
}

/** Returns the organization in the header of a state file; undefined if the first line isn't such a header. */
export function organizationOf(text: string): string | undefined {
  const header = parseJson(text.split("\n", 1)[0] ?? "");
  return stringAt(header, "format") === "rollcall-state" ? stringAt(header, "organization") : undefined;
}

/**
 * Length in hexadecimal digits. With these 36 bits, the chance that a lost event counts as replaced is 1 in 7 million
 * if the state has 10,000 replaced events.
 */
const fingerprintLength = 9;

function fingerprintOf(line: string, digest: Digest): string {
  return digest(line)
    .replace(/^sha256:/, "")
    .slice(0, fingerprintLength);
}

function replacedIn(text: string): ReadonlySet<string> {
  const lines = text.split("\n").filter(line => line.includes('"replaced"'));
  const events = lines.map(parseJson).filter(event => stringAt(event, "event") === "replaced");
  return new Set(events.flatMap(event => stringAt(event, "fingerprints")?.match(/[0-9a-f]{9}/g) ?? []));
}

function linesOf(text: string): ReadonlySet<string> {
  return new Set(text.split("\n").map(line => line.trimEnd()));
}

/** Whether a line is an event, rather than a header, a conflict marker, or a torn line. */
function isEvent(line: string): boolean {
  return stringAt(parseJson(line), "event") !== undefined;
}
