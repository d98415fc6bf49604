/** The number of columns if the width of the terminal is unknown. */
export const defaultColumns = 80;

const [narrowest, widest] = [40, 100];

/**
 * Wraps a text at a number of columns, with an indent before each line. Only for texts without values from a file, Tally, or GitHub:
 * such values must not affect line breaks, and every character here counts as one column.
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
