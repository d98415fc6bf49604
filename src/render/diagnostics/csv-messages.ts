import type {
  CsvProblem,
  Delimiter,
  DiagnosticDetails,
  HeaderProblem,
  WorkspaceMatch,
} from "../../core/diagnostics/details.ts";
import { formatList, pluralize } from "../text/plural.ts";

type CsvCode = Extract<keyof DiagnosticDetails, `csv-${string}`>;

/** The sentences of what can be wrong with a list of people. */
export const csvMessages: { readonly [Code in CsvCode]: (details: DiagnosticDetails[Code]) => string } = {
  "csv-syntax": ({ problem }) => `${syntaxWords[problem]}; nothing behind it was read`,
  "csv-header": headerText,
  "csv-cells": ({ cells, columns, delimiter }) =>
    `the line has ${pluralize(cells, "cell")}, and the header ${columns}; put a cell that holds a ${delimiterWords[delimiter]} into quotation marks`,
  "csv-workspace": ({ name, ...found }) => unknownWorkspaceText(name, found),
  "csv-no-workspace": () =>
    "the line names no workspace; name one, or run this with --workspace NAME for everybody without one",
};

/** Why a name leads to no workspace, and the way out. */
export function unknownWorkspaceText(name: string, found: Exclude<WorkspaceMatch, { found: "one" }>): string {
  if (found.found === "several")
    return `${pluralize(found.ids.length, "workspace is", "workspaces are")} named ${name} in Tally; write the id of one: ${formatList(found.ids, "or")}`;
  const wayOut =
    found.suggestion === undefined
      ? "write its name as Tally shows it, or its id"
      : `did you mean ${found.suggestion}?`;
  return `Tally shows no workspace named ${name}; ${wayOut}`;
}

const syntaxWords: Readonly<Record<CsvProblem, string>> = {
  "unclosed-quote": "a quotation mark opens here and is never closed",
  "stray-quote":
    "a quotation mark stands inside this cell; put the whole cell into quotation marks, and double those inside",
};

const delimiterWords: Readonly<Record<Delimiter, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };

function headerText(details: HeaderProblem): string {
  switch (details.problem) {
    case "empty":
      return "the list is empty; its first line names the columns: email,workspaces,name,expires";
    case "missing":
      return details.kind === "email"
        ? "no column holds addresses; the first line names the columns, and one must be email"
        : "no column holds workspaces; name one so, or run this with --workspace NAME for everybody";
    case "twice":
      return `this is a second column for ${details.kind}; keep one`;
  }
}
