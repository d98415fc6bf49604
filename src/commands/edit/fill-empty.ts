import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { LoadProblem } from "../../reconcile/inputs/model.ts";
import { type EditedFile, readEditable } from "./files.ts";

/**
 * Returns the files of a configuration that list no members, with an empty list in place of nothing. Returns none if the configuration
 * has other errors, or if a list can't be added, so that the errors are reported.
 */
export async function fillEmptyFiles(
  disk: ReadableFiles,
  problem: LoadProblem,
): Promise<readonly EditedFile[]> {
  if (problem.reason !== "invalid-files") return [];
  const errors = problem.diagnostics.filter(one => severityOf(one.code) === "error");
  if (!errors.every(isAboutMissingMembers)) return [];
  const filled: EditedFile[] = [];
  for (const file of new Set(errors.map(one => one.location.file))) {
    const { text, before, withText } = await readEditable(disk, file);
    filled.push({ file, before, after: withText(withEmptyList(text)) });
  }
  return filled;
}

function isAboutMissingMembers({ code, details }: Diagnostic): boolean {
  if (code === "empty-file") return details.kind === "included";
  if (code === "missing-key") return details.key === "members";
  return code === "wrong-type" && details.hint?.hint === "no-members";
}

const emptyList = "members: []";
const membersKey = /^(["']?members["']?[ \t]*:)(?:[ \t]*(?:~|null))?(?=[ \t]*(?:#.*)?$)/m;

function withEmptyList(text: string): string {
  if (membersKey.test(text)) return text.replace(membersKey, "$1 []");
  const braces = /^\{\s*\}/m;
  if (braces.test(text)) return text.replace(braces, emptyList);
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${emptyList}\n`;
}
