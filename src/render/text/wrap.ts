/** Columns, where nothing says how wide a terminal is. */
export const defaultColumns = 80;

const [narrowest, widest] = [40, 100];

/**
 * A text of ours in lines of at most so many columns, each behind an indent. For sentences that hold nothing from outside, with a column
 * for each character: what a file or Tally says decides on no line break.
 */
export function wrapText(text: string, width: number, indent = ""): string {
  const limit = Math.min(Math.max(width, narrowest), widest) - indent.length;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > limit && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map(one => `${indent}${one}\n`).join("");
}
