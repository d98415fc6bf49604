/** A file without most of its members, so that the parser of whole documents has less to do. */
export interface ShortFile {
  readonly text: string;
  /** Returns the index in `text` of a member that was kept, or of the end of the list. */
  indexOf(index: number): number;
  /** Puts the omitted members back, after an edit of `text`. Returns undefined if the edit changed a placeholder. */
  restore(edited: string): string | undefined;
}

/** A plain scalar that means the same in every style, in letters that take one column. */
const word =
  "[A-Za-z0-9\\u00c0-\\u024f](?:[A-Za-z0-9\\u00c0-\\u024f@._+()/ -]*[A-Za-z0-9\\u00c0-\\u024f@._+()/-])?";
const fits = "(?=[^\\n]{1,80}\\n)";
/** A member as `formatYaml` writes it, without comments and quotes, and perhaps an empty line after it. */
const formattedMember = new RegExp(
  `${fits}  - email: ${word}\\n(?:${fits}    (?:(?:name|expires|resend|note): ${word}|(?:previously|groups|workspaces): \\[${word}(?:, ${word})*\\])\\n)*\\n?(?=  - |[A-Za-z]|$(?![^]))`,
  "y",
);
const listStart = /(?:^|\n)members:\n(?: *#[^\n]*\n|\n)*(?= {2}- )/;
const name = "rollcall-omitted-";
const placeholder = new RegExp(`  - email: ${name}(\\d+)@example\\.invalid\\n`, "g");

/**
 * Replaces each run of members that `formatYaml` wouldn't change by one placeholder. Keeps the members at the indexes in `keep`. Returns
 * undefined if there is no such run. In YAML without errors, a value that goes on at the start of these lines would be indented more.
 */
export function shorten(text: string, keep: ReadonlySet<number> = new Set()): ShortFile | undefined {
  const list = listStart.exec(text);
  if (!list || text.includes(name)) return undefined;
  const indexes = new Map<number, number>();
  const omitted: string[] = [];
  let [position, index, shortIndex] = [list.index + list[0].length, 0, 0];
  let short = text.slice(0, position);
  let runStart = position;
  const endRun = () => {
    if (runStart === position) return;
    const run = text.slice(runStart, position);
    // An empty line after the members can belong to the comment that follows.
    const end = run.endsWith("\n\n") ? "\n" : "";
    short += `  - email: ${name}${omitted.length}@example.invalid\n${end}`;
    omitted.push(run.slice(0, run.length - end.length));
    shortIndex += 1;
  };
  for (; text.startsWith("  - ", position); index += 1) {
    formattedMember.lastIndex = position;
    if (!keep.has(index) && formattedMember.test(text)) {
      position = formattedMember.lastIndex;
      continue;
    }
    endRun();
    indexes.set(index, shortIndex);
    shortIndex += 1;
    const end = endOfMember(text, position);
    short += text.slice(position, end);
    position = end;
    runStart = end;
  }
  endRun();
  indexes.set(index, shortIndex);
  short += text.slice(position);
  if (omitted.length === 0) return undefined;
  return {
    text: short,
    indexOf: at => indexes.get(at) ?? shortIndex,
    restore: edited => restore(edited, omitted),
  };
}

/** Returns the offset of the next member, or of the end of the list. */
function endOfMember(text: string, start: number): number {
  const next = /\n(?= {2}- |[^ #\n])/g;
  next.lastIndex = start;
  return next.test(text) ? next.lastIndex : text.length;
}

function restore(edited: string, omitted: readonly string[]): string | undefined {
  const numbers: number[] = [];
  const text = edited.replace(placeholder, (_, number) => {
    numbers.push(Number(number));
    return omitted[Number(number)] ?? "";
  });
  const areAllThere = numbers.length === omitted.length && numbers.every((number, at) => number === at);
  return areAllThere && !text.includes(name) ? text : undefined;
}
