import type {
  CsvProblem,
  Delimiter,
  DiagnosticDetails,
  HeaderProblem,
  WorkspaceMatch,
} from "../../core/diagnostics/details.ts";
import { formatList, pluralize } from "../text/plural.ts";

type CsvCode = Extract<keyof DiagnosticDetails, `csv-${string}`>;

/** The messages for CSV files. */
export const csvMessages: { readonly [Code in CsvCode]: (details: DiagnosticDetails[Code]) => string } = {
  "csv-syntax": ({ problem }) => `${syntaxWords[problem]} The rest of the file wasn't read.`,
  "csv-header": headerText,
  "csv-cells": ({ cells, columns, delimiter }) =>
    `The line has ${pluralize(cells, "cell")}, but the header has ${columns}. If a cell contains a ${delimiterWords[delimiter]}, put the cell in quotation marks.`,
  "csv-workspace": ({ name, ...found }) => unknownWorkspaceText(name, found),
  "csv-no-workspace": () =>
    "This line has no workspace. Add one, or set one for all such lines with --workspace NAME.",
};

/** Returns why a name doesn't identify a workspace in Tally, and how to fix it. */
export function unknownWorkspaceText(name: string, found: Exclude<WorkspaceMatch, { found: "one" }>): string {
  if (found.found === "several")
    return `Tally has ${pluralize(found.ids.length, "workspace")} named "${name}". Use the ID of one: ${formatList(found.ids, "or")}.`;
  const fix =
    found.suggestion === undefined
      ? "Use a workspace name that Tally shows, or a workspace ID."
      : `Did you mean "${found.suggestion}"?`;
  return `Unknown workspace "${name}". ${fix}`;
}

const syntaxWords: Readonly<Record<CsvProblem, string>> = {
  "unclosed-quote": "This quotation mark is never closed.",
  "stray-quote":
    "Quotation mark inside an unquoted cell. Put the whole cell in quotation marks, and double those inside it.",
};

const delimiterWords: Readonly<Record<Delimiter, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };

function headerText(details: HeaderProblem): string {
  switch (details.problem) {
    case "empty":
      return "The file is empty. Its first line must name the columns: email,workspaces,name,expires.";
    case "missing":
      return details.kind === "email"
        ? "No email column found. The first line must name the columns, and one of them must be email."
        : "No workspaces column found. Add one, or set a workspace for everyone with --workspace NAME.";
    case "twice":
      return `The column ${details.kind} appears twice. Keep one.`;
  }
}
