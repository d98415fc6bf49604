/** The entries below `members:` in the text of a file, if it is a list in block style. */
export interface Entries {
  /** The offset of the line of each dash, and the end of the last entry. An entry ends where the next one starts. */
  readonly offsets: readonly number[];
  /** The spaces before each dash. */
  readonly margin: string;
}

/** A mapping in block style, whose first key is in the first column. Only comments and `---` are above it. */
const blockMapping = /^(?:---[ \t]*\r?\n|[ \t]*(?:#[^\n]*)?\r?\n)*["'\w]/;
const listKey = /^members:[ \t]*(?:[ \t]#[^\n]*)?\r?\n/m;
const blankOrComment = /[ \t]*\r?(?:#|\n|$)/y;
const firstDash = /(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /y;
/** Characters that mean nothing in Unicode, so that Rollcall can use them as marks. */
const privateUse = /[\ue000-\uf8ff]/;

/**
 * Finds the entries of the `members` list in YAML without syntax errors, by the columns of its lines. Only the entries
 * that contain an anchor or an alias depend on other entries. Returns undefined if the file has another style.
 */
export function findEntries(text: string): Entries | undefined {
  const key = listKey.exec(text);
  if (!key || !blockMapping.test(text) || privateUse.test(text)) return undefined;
  firstDash.lastIndex = key.index + key[0].length;
  const [found, margin] = firstDash.exec(text) ?? [];
  if (found === undefined || margin === undefined) return undefined;
  const offsets: number[] = [];
  const [deeper, dash] = [`${margin} `, `${margin}- `];
  let at = firstDash.lastIndex - dash.length;
  while (at < text.length) {
    if (text.startsWith(dash, at)) offsets.push(at);
    else if (!text.startsWith(deeper, at) && !isBlankOrComment(text, at)) break;
    const end = text.indexOf("\n", at);
    at = end === -1 ? text.length : end + 1;
  }
  return { offsets: [...offsets, at], margin };
}

function isBlankOrComment(text: string, at: number): boolean {
  blankOrComment.lastIndex = at;
  return blankOrComment.test(text);
}
