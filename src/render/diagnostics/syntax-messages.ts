import type { SyntaxProblem } from "../../core/diagnostics/details.ts";
import { ellipsize } from "../text/escape.ts";
import { formatList, pluralize } from "../text/plural.ts";

/** Returns why a text isn't valid YAML, and how to fix it. */
export function syntaxText(problem: SyntaxProblem): string {
  switch (problem.problem) {
    case "merge-conflict":
      return `This line is a merge conflict marker. Keep the lines that you want from both sides, and delete the ${markers(problem.lines)}.`;
    case "code-fence":
      return "Three backticks mark code in Markdown, but aren't YAML. Delete this line.";
    case "tab":
      return "YAML doesn't allow tabs in indentation. Replace this tab with spaces.";
    case "odd-space":
      return oddSpaceText(problem.codePoint, problem.after);
    case "no-space":
      return `A space is missing after ${quote(problem.after)}, so YAML reads the line as text. Add the space.`;
    case "no-colon":
      return `${quote(problem.text)} isn't a key with a value. Write it as key: value, with a colon and a space.`;
    case "no-dash":
      return 'This line is in a list but has no dash. Start it with "- ".';
    case "no-comma":
      return "A comma is missing here. Separate the entries in brackets or braces with commas.";
    case "extra-comma":
      return "This comma doesn't separate anything. Delete it.";
    case "unclosed":
      return `This ${problem.open} is never closed. Add ${problem.close} at the end of line ${problem.line}.`;
    case "unopened":
      return `This ${problem.close} doesn't close anything. Delete it, or add the ${opening[problem.close]} before it.`;
    case "mismatched":
      return `This ${problem.found} can't close ${problem.open}. Write ${problem.close} instead.`;
    case "indentation":
      return indentationText(problem);
    case "colon-in-value":
      return colonText(problem);
    case "special-start":
      return `A value that starts with ${problem.character} must be in quotes. ${write(problem.quoted)}`;
    case "curly-quotes":
      return `YAML doesn't read curly quotation marks as quotes. ${write(problem.quoted)}`;
    case "text-after-quote":
      return `Text follows the closing quotation mark. ${problem.quoted === undefined ? "Check that each value has the same mark at its start and its end." : `Put the whole value in quotes that aren't in it: ${ellipsize(problem.quoted)}.`}`;
    case "text-after-bracket":
      return `Text follows the closing ${problem.close}. If the value is text, put it in quotes: ${ellipsize(problem.quoted)}.`;
    case "list-after-key":
      return `A list can't start on the line of its key. Start it on the next line. If the value is text, write ${ellipsize(problem.quoted)}.`;
    case "escape":
      return `${problem.escape} isn't an escape that YAML knows. Write \\\\ for a backslash, or put the value in single quotes.`;
    case "other":
      return `This isn't valid YAML (${problem.code}). Check the indentation, colons, brackets, and quotation marks here and in the line above.`;
  }
}

const opening: Readonly<Record<string, string>> = { "]": "[", "}": "{" };

const maxLines = 9;

function markers(lines: readonly number[]): string {
  if (lines.length === 1) return "marker";
  const shown = lines.slice(0, maxLines).map(String);
  return `markers (lines ${formatList(lines.length > maxLines ? [...shown, "more"] : shown)})`;
}

const spaceNames: ReadonlyMap<number, string> = new Map([
  [0xa0, "no-break space"],
  [0x202f, "narrow no-break space"],
  [0x3000, "ideographic space"],
]);

function oddSpaceText(codePoint: number, after: string | undefined): string {
  const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")} (${spaceNames.get(codePoint) ?? "special space"})`;
  const what =
    after === undefined ? `This line is indented with ${name}.` : `${quote(after)} is followed by ${name}.`;
  return `${what} YAML doesn't read it as a space. Replace it with a normal space.`;
}

function indentationText({
  spaces,
  of,
  expected,
}: Extract<SyntaxProblem, { problem: "indentation" }>): string {
  const what =
    spaces === 0 ? "This line isn't indented." : `This line is indented by ${pluralize(spaces, "space")}.`;
  if (expected.length === 0)
    return `${what} That matches none of the lines above. Line it up with the ${of === "key" ? "keys" : "list items"} that it belongs to.`;
  const fixes = expected.map(
    one =>
      `${one.spaces === 0 ? "no spaces" : pluralize(one.spaces, "space")} to line it up with the ${of} in line ${one.line}`,
  );
  return `${what} Use ${fixes.join(", or ")}.`;
}

function colonText({ quoted, key }: Extract<SyntaxProblem, { problem: "colon-in-value" }>): string {
  const what = "YAML reads the colon in this value as the end of a key.";
  return key === undefined
    ? `${what} ${write(quoted)}`
    : `${what} If ${key} is a key, put it on its own line. Otherwise, write ${ellipsize(quoted)}.`;
}

function write(text: string): string {
  return `Write ${ellipsize(text)}.`;
}

function quote(text: string): string {
  return text.startsWith('"') ? ellipsize(text) : `"${ellipsize(text)}"`;
}
