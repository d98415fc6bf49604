import type { Location } from "../../diagnostics/location.ts";
import { LineMap } from "../../source/line-map.ts";
import { endOf } from "./lines.ts";
import { NotFormattable, type OwnComment, type Part, type Tree } from "./tree.ts";

/** The parts and the comment on one line of a file. */
interface Line {
  comment?: OwnComment;
  /** The last part that ends on the line, and the innermost of those. */
  ending?: Part;
  /** The part that starts or ends on the line and whose end has the largest column. */
  nearest?: Part;
  /** The outermost of the parts that start first on the line. */
  starting?: Part;
}

/**
 * Assigns each comment to the part that it belongs to, like Prettier 3: a comment after a value to the value; a comment
 * on its own line to the entry above if it is indented deeper than the key or dash of the entry, otherwise to what
 * follows. Returns the comments at the end of the file, which belong to no part.
 */
export function assignComments({ root, comments, last }: Tree, text: string): readonly OwnComment[] {
  const lineMap = new LineMap("", text);
  const at = (offset: number) => lineMap.locationOf(offset, offset);
  const lines: Line[] = [];
  const lineOf = (line: number) => (lines[line] ??= {});
  for (const comment of comments) lineOf(at(comment.offset).line).comment = comment;
  placeOnLines(root, at, lineOf);
  const following = followingParts(lines);
  const left: OwnComment[] = [];
  for (const comment of comments) {
    const { line, column } = at(comment.offset);
    const ending = lines[line]?.ending;
    if (ending?.trailing) throw new NotFormattable(comment.offset);
    const entry = ending ? undefined : entryAbove(lines, line);
    const owner = entry && ownerAmong(entry, comment, column, at);
    const next = following[line + 1];
    comment.owner = ending ?? owner ?? next;
    if (ending) ending.trailing = comment;
    else (owner?.below ?? next?.above ?? left).push(comment);
  }
  extendEnds(root);
  return [...left, ...last];
}

function placeOnLines(part: Part, at: (offset: number) => Location, lineOf: (line: number) => Line): void {
  const [start, end] = [at(part.start), at(part.end)];
  const first = lineOf(start.line);
  const final = lineOf(end.line);
  const columnOf = (other: Part | undefined, of: "start" | "end") =>
    other ? at(other[of]).column : undefined;
  if (start.column < (columnOf(first.starting, "start") ?? Infinity)) first.starting = part;
  const canHaveTrailing =
    part.kind !== "mapping" && part.kind !== "list" && part.kind !== "pair" && part.kind !== "block-text";
  if (canHaveTrailing && end.column > 1 && end.column >= (columnOf(final.ending, "end") ?? 0))
    final.ending = part;
  for (const line of new Set([final, first]))
    if (end.column >= (columnOf(line.nearest, "end") ?? 0)) line.nearest = part;
  for (const child of part.children) placeOnLines(child, at, lineOf);
}

/** Returns for each line the part that starts there, or on the next line where one does. */
function followingParts(lines: readonly (Line | undefined)[]): readonly (Part | undefined)[] {
  const following: (Part | undefined)[] = [];
  for (let line = lines.length - 1; line > 0; line -= 1)
    following[line] = lines[line]?.starting ?? following[line + 1];
  return following;
}

/** Returns the part next to a comment, on its line or above, or the part that the comment above belongs to. */
function entryAbove(lines: readonly (Line | undefined)[], of: number): Part | undefined {
  for (let line = of; line > 0; line -= 1) {
    const { nearest, comment } = lines[line] ?? {};
    if (nearest) return nearest;
    if (comment && line < of) return comment.owner;
  }
  return undefined;
}

/** Returns the innermost part around an entry that a comment below the entry belongs to. */
function ownerAmong(
  entry: Part,
  comment: OwnComment,
  column: number,
  at: (offset: number) => Location,
): Part | undefined {
  const first = entry.kind === "mapping" || entry.kind === "list" ? entry.children[0] : entry;
  let part = first?.kind === "pair" && first.parent?.kind === "mapping" ? first.children[1] : first;
  for (; part; part = part.parent) {
    const content = part.children.at(-1);
    if (part.kind === "braces" || part.kind === "brackets") {
      const isInside = part.start < comment.offset && comment.offset < part.end;
      if (isInside && (!content || at(comment.offset).line > at(content.end).line)) return part;
    }
    if (comment.offset < part.end) continue;
    if (part.kind === "item" && column > at(part.start).column) return part;
    const isOfValue = part.kind === "value" && content?.kind !== "block-text";
    if (isOfValue && column > at(part.parent?.start ?? 0).column) return part;
  }
  return undefined;
}

function extendEnds(part: Part): void {
  for (const child of part.children) {
    extendEnds(child);
    part.end = Math.max(part.end, child.end, child.trailing ? endOf(child.trailing) : 0);
  }
  const last = part.below.at(-1);
  if (last) part.end = Math.max(part.end, endOf(last));
}
