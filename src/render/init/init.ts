import {
  type InitChoices,
  type InitOutcome,
  type InitResult,
  placeholders,
  type WorkflowName,
} from "../../core/init/model.ts";
import { escapeTerminalLines } from "../text/escape.ts";
import { formatList, pluralize } from "../text/plural.ts";
import { wrapText } from "../text/wrap.ts";
import { type Block, nextSteps, notes, type PathName } from "./next-steps.ts";

/** Lists the created, updated, and unchanged files, the remaining manual steps, and notes. Safe for a terminal. */
export function renderInit(outcome: InitOutcome, nameOf: PathName, width: number): string {
  const { results, choices } = outcome;
  const withStatus = (...kinds: readonly InitResult["status"][]) =>
    results.filter(one => kinds.includes(one.status));
  const existing = outcome.members === "there" ? `  ${nameOf(choices.paths.config)}\n` : "";
  const steps = nextSteps(outcome, nameOf).map((blocks, index) => item(`${index + 1}. `, blocks, width));
  const remarks = notes(outcome, nameOf).map(blocks => item("- ", blocks, width));
  return escapeTerminalLines(
    [
      part("Created:", newRows(withStatus("written"), choices, nameOf)),
      part("Updated:", newRows(withStatus("added"), choices, nameOf)),
      part("Unchanged:", existing + rows(withStatus("kept", "same"), nameOf, keptText)),
      part("Next steps:", steps.join("")),
      part("Notes:", remarks.join("")),
    ]
      .join("")
      .replace(/^\n/, ""),
  );
}

/** Formats a list item: a mark, wrapped paragraphs, and commands, which aren't wrapped. */
function item(mark: string, blocks: readonly Block[], width: number): string {
  const indent = " ".repeat(mark.length + 2);
  const texts = blocks.map(block =>
    typeof block === "string"
      ? wrapText(block, width, indent).replaceAll("\u00a0", " ")
      : block.map(line => `${indent}    ${line}\n`).join(""),
  );
  return `  ${mark}${texts.join("").trimStart()}`;
}

/** Messages of `rollcall init` other than the files it wrote. */
export const initMessages = {
  confirm: (imports: boolean) =>
    imports ? "Import members.yaml from Tally, and write these files?" : "Write these files?",
  noKey:
    "TALLY_API_KEY is not set, so Rollcall can't import your current members. Enter the organization and its workspaces instead.\n",
  importFailed:
    "rollcall init wrote nothing else. Run it again. To set up without importing from Tally, add --organization and --workspace.\n",
} as const;

/** Lists the files that were written before an error. Safe for a terminal. */
export function renderWritten(
  results: readonly InitResult[],
  choices: InitChoices,
  nameOf: PathName,
): string {
  return escapeTerminalLines(part("Created:", newRows(results, choices, nameOf)).slice(1));
}

/** Lists the files that `rollcall init` would write. Safe for a terminal. */
export function renderDraft(results: readonly InitResult[], choices: InitChoices, nameOf: PathName): string {
  return escapeTerminalLines(newRows(results, choices, nameOf));
}

function newRows(results: readonly InitResult[], choices: InitChoices, nameOf: PathName): string {
  const isNew = ({ status }: InitResult) => status === "written" || status === "added";
  return rows(results.filter(isNew), nameOf, one => writtenText(one, choices));
}

function part(head: string, body: string): string {
  return body === "" ? "" : `\n${head}\n${body}`;
}

function rows(
  results: readonly InitResult[],
  nameOf: PathName,
  text: (result: InitResult) => string,
): string {
  return results.map(one => `  ${nameOf(one.file.path)}: ${text(one)}\n`).join("");
}

function writtenText({ file, lines }: InitResult, choices: InitChoices): string {
  switch (file.kind) {
    case "members":
      if (choices.members === placeholders) return "placeholders for the IDs, no members yet";
      return `organization ${choices.members?.organization ?? ""}, ${pluralize(choices.members?.workspaces.length ?? 0, "workspace")}, no members yet`;
    case "workflow":
      return workflowWords(choices.branch)[file.workflow];
    case "dependabot":
      return "updates the commit of the Action in a weekly pull request";
    case "owners":
      return `${pluralize(lines, "line")}; GitHub requests reviews from ${formatList(choices.owners)}`;
    case "attributes":
      return `${pluralize(lines, "line")}; git merges state files by keeping the lines of both sides`;
  }
}

function keptText({ file, status }: InitResult): string {
  if (status === "kept" && "lines" in file)
    return ["isn't valid UTF-8; add these lines yourself:", ...file.lines].join("\n      ");
  if (status === "kept" && file.kind === "dependabot")
    return ["doesn't update GitHub Actions; add this entry under updates:", ...file.entry].join("\n      ");
  if (status === "kept") return "differs from what init would write";
  if (file.kind === "dependabot") return "already updates GitHub Actions";
  return file.kind === "workflow" ? "up to date" : "already has lines for these files";
}

function workflowWords(branch: string): Readonly<Record<WorkflowName, string>> {
  return {
    plan: "comments the plan on each pull request",
    apply: `sends missing invites after each merge into ${branch}`,
    drift: "checks daily, and opens an issue if something differs",
    "plan-forks": "comments the plan on pull requests from forks",
  };
}
