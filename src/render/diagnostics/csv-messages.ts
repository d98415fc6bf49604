import type {
  CsvProblem,
  Delimiter,
  DiagnosticDetails,
  HeaderProblem,
  WorkspaceMatch,
} from "../../core/diagnostics/details.ts";
import { ellipsize } from "../text/escape.ts";
import { formatFirst, formatList, pluralize } from "../text/plural.ts";

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
  "csv-inactive": ({ people }) =>
    `${pluralize(people.length, "person")} ${people.length === 1 ? "isn't active and was" : "aren't active and were"} left out: ${shortened(people)}. To include them, pass --include-inactive.`,
  "csv-no-mailbox": ({ people }) =>
    `${pluralize(people.length, "person")} ${people.length === 1 ? "has no email address and was" : "have no email address and were"} left out: ${shortened(people)}. A sign-in name isn't always a mailbox. To include them, add their email addresses to the file.`,
  "csv-nobody": () =>
    "The file has nobody to import. Check whether it is the right file, and whether the export is complete.",
};

/** Returns why a name doesn't identify a workspace in Tally, and how to fix it. */
export function unknownWorkspaceText(name: string, found: Exclude<WorkspaceMatch, { found: "one" }>): string {
  if (found.found === "several")
    return `Tally has ${pluralize(found.ids.length, "workspace")} named "${name}". Use the ID of one: ${formatList(found.ids, "or")}.`;
  const fix =
    found.suggestion === undefined
      ? `Use the name or ID of one of these: ${formatFirst(found.names.map(quote), maxNamesListed)}.`
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
    case "no-email":
      return `No email column found. ${emailColumnHint(details.addressColumns)}`;
    case "no-header":
      return `This line has an email address, so it isn't a header. ${headerHint(details.headerLine)}`;
    case "no-column":
      return `No column named ${quote(details.name)}. ${emailColumnHint(details.addressColumns)}`;
    case "no-workspaces":
      return "No workspaces column found. Add one, or set a workspace for everyone with --workspace NAME.";
    case "twice":
      return `The column ${details.kind} appears twice. Keep one.`;
  }
}

function headerHint(line: number | undefined): string {
  return line === undefined
    ? "Add a line above it that names the columns: email,workspaces,name,expires."
    : `The header seems to be on line ${line}. If so, remove the lines above it.`;
}

function emailColumnHint(columns: readonly string[]): string {
  const [first] = columns;
  if (first === undefined)
    return "No column contains email addresses. Name the columns in the first line, and one of them email.";
  return columns.length === 1
    ? `To use the column with email addresses, pass --email-column ${quote(first)}.`
    : `Columns with email addresses: ${formatFirst(columns.map(quote), maxNamesListed)}. Choose one with --email-column NAME.`;
}

const maxNamesListed = 20;
const maxLabelLength = 120;

function shortened(people: readonly string[]): string {
  return formatFirst(
    people.map(label => ellipsize(label, maxLabelLength)),
    maxNamesListed,
  );
}

function quote(name: string): string {
  return `"${ellipsize(name, maxLabelLength)}"`;
}
