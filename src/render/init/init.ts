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

/** What was written, what was there already, what is left to do by hand and what is worth knowing. Safe for a terminal. */
export function renderInit(outcome: InitOutcome, nameOf: PathName, width: number): string {
  const { results, choices } = outcome;
  const withStatus = (...kinds: readonly InitResult["status"][]) =>
    results.filter(one => kinds.includes(one.status));
  const there = outcome.members === "there" ? `  ${nameOf(choices.paths.config)}\n` : "";
  const steps = nextSteps(outcome, nameOf).map((blocks, index) => item(`${index + 1}. `, blocks, width));
  const known = notes(outcome, nameOf).map(blocks => item("- ", blocks, width));
  return escapeTerminalLines(
    [
      part("Written:", newRows(withStatus("written"), choices, nameOf)),
      part("Added to:", newRows(withStatus("added"), choices, nameOf)),
      part("There already, and left alone:", there + rows(withStatus("kept", "same"), nameOf, keptText)),
      part("Left to do by hand:", steps.join("")),
      part("Worth knowing:", known.join("")),
    ]
      .join("")
      .replace(/^\n/, ""),
  );
}

/** Paragraphs wrapped, commands as they are, behind a mark. */
function item(mark: string, blocks: readonly Block[], width: number): string {
  const indent = " ".repeat(mark.length + 2);
  const texts = blocks.map(block =>
    typeof block === "string"
      ? wrapText(block, width, indent).replaceAll("\u00a0", " ")
      : block.map(line => `${indent}    ${line}\n`).join(""),
  );
  return `  ${mark}${texts.join("").trimStart()}`;
}

/** What `rollcall init` says beside what it wrote. */
export const initMessages = {
  confirm: (imports: boolean) =>
    imports ? "Write members.yaml from Tally, and these files?" : "Write these files?",
  noKey:
    "TALLY_API_KEY is not set, so members.yaml is begun with what you say. With it, Rollcall writes down who is there.\n",
  importFailed:
    "rollcall init wrote nothing else. Run it again, or with --organization and --workspace, which need no look at Tally.\n",
} as const;

/** What was written before something failed. Safe for a terminal. */
export function renderWritten(
  results: readonly InitResult[],
  choices: InitChoices,
  nameOf: PathName,
): string {
  return escapeTerminalLines(part("Written:", newRows(results, choices, nameOf)).slice(1));
}

/** What is about to be written. Safe for a terminal. */
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
      if (choices.members === placeholders) return "a first one, with ids to fill in, and nobody yet";
      return `organization ${choices.members?.organization ?? ""}, ${pluralize(choices.members?.workspaces.length ?? 0, "workspace")}, and nobody yet`;
    case "workflow":
      return workflowWords(choices.branch)[file.workflow];
    case "dependabot":
      return "updates the commit of the Action that the workflows use, in a pull request each week";
    case "owners":
      return `${pluralize(lines, "line")}; GitHub asks ${formatList(choices.owners)} for reviews`;
    case "attributes":
      return `${pluralize(lines, "line")}; a merge keeps what either branch recorded`;
  }
}

function keptText({ file, status }: InitResult): string {
  if (status === "kept" && "lines" in file)
    return ["it is no text in UTF-8; add these lines yourself:", ...file.lines].join("\n      ");
  if (status === "kept" && file.kind === "dependabot")
    return ["it doesn't update GitHub Actions; add this entry under updates:", ...file.entry].join(
      "\n      ",
    );
  if (status === "kept") return "it is not what would be written now";
  if (file.kind === "dependabot") return "it updates GitHub Actions";
  return file.kind === "workflow" ? "it is what would be written" : "it has lines for these files";
}

function workflowWords(branch: string): Readonly<Record<WorkflowName, string>> {
  return {
    plan: "the plan, on each pull request",
    apply: `sends what is missing, after each merge into ${branch}`,
    drift: "one issue, each morning, about what differs",
    "plan-forks": "the plan, on pull requests from forks",
  };
}
