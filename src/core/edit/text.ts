/** A decoded file that can be edited. */
export interface EditableText {
  /** The text without a byte order mark, with LF line endings. */
  readonly text: string;
  /** Returns the file with new text. Unchanged lines at the start and the end keep their line breaks. */
  withText(edited: string): string;
  /** Returns the file with new text, and LF line breaks everywhere. */
  withLineFeeds(edited: string): string;
}

/** Makes a decoded file editable. It may begin with a byte order mark. New lines end like its first line. */
export function editableText(decoded: string): EditableText {
  const mark = decoded.startsWith("\ufeff") ? "\ufeff" : "";
  // Without other line breaks, both ways of writing are the same.
  if (!decoded.includes("\r")) {
    const withText = (edited: string) => mark + edited;
    return { text: decoded.slice(mark.length), withText, withLineFeeds: withText };
  }
  const lines = decoded.slice(mark.length).split(/(?<=\r\n|\r(?!\n)|\n)/);
  const before = lines.map(line => line.replace(/\r\n?$/, "\n"));
  const lineBreak = /[\r\n]+$/.exec(lines[0] ?? "")?.[0] ?? "\n";
  return {
    text: before.join(""),
    withText: edited => {
      const after = edited.split(/(?<=\n)/);
      const most = Math.min(before.length, after.length);
      let start = 0;
      while (start < most && before[start] === after[start]) start += 1;
      let end = 0;
      while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
      const changed = after
        .slice(start, after.length - end)
        .join("")
        .replaceAll("\n", lineBreak);
      return mark + lines.slice(0, start).join("") + changed + lines.slice(lines.length - end).join("");
    },
    withLineFeeds: edited => mark + edited,
  };
}
