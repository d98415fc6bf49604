import type { ImportFailure } from "../../core/import/failure.ts";
import type { ImportMessages } from "../../core/import/format.ts";
import type { MemberNotes, MembersDraft, Omitted, OmittedReason } from "../../core/import/model.ts";
import { unknownWorkspaceText } from "../diagnostics/csv-messages.ts";
import { sentenceOf } from "../diagnostics/messages.ts";
import { missingDataText } from "../findings/gaps.ts";
import { ellipsize, escapeTerminal, escapeTerminalLines } from "../text/escape.ts";
import { formatList, pluralize } from "../text/plural.ts";

/** What an import wrote, and from what. */
export interface ImportReport {
  readonly config: string;
  /** The state as messages name it, and whether it is kept on a branch. */
  readonly state: string;
  readonly isOnBranch: boolean;
  readonly draft: MembersDraft;
  /** Grants. */
  readonly adopted: number;
  readonly forgotten: number;
  /** What there is to say of a list, where one was read. */
  readonly list:
    | { readonly unused: readonly string[]; readonly known: number; readonly notListed: number }
    | undefined;
}

const maxOmittedRows = 20;
const maxAddressLength = 254;

/** The comments of an imported members.yaml. */
export const importMessages: ImportMessages = {
  notes: notesText,
  omittedHead: "In Tally, and not written down above, or not with all they have:",
  omitted: omittedText,
};

/** What was written where, who could not be written down, and what to do next. Safe for a terminal. */
export function renderImport(report: ImportReport): string {
  const { draft, config, state, adopted, forgotten } = report;
  const pending = draft.members.filter(member => member.notes.pending).length;
  const sizes = [
    `${pluralize(draft.members.length, "person")} in ${pluralize(draft.workspaces.size, "workspace")}`,
    ...(draft.groups.length > 0 ? [pluralize(draft.groups.length, "group")] : []),
  ].join(", ");
  const parts = [
    `${config}: ${sizes}${pending > 0 ? `; ${pending} pending` : ""}.\n`,
    `${state}: ${pluralize(adopted, "grant")} adopted${forgotten > 0 ? `, ${forgotten} forgotten` : ""}.\n`,
    renderOmitted(draft.omitted),
    renderList(report),
    `\n${nextText(report)}\n`,
  ];
  return escapeTerminalLines(parts.join(""));
}

/** Why nothing is imported, and the way out. */
export function importReason(failure: ImportFailure): string {
  switch (failure.problem) {
    case "exists":
      return `${formatList(failure.paths)} ${failure.paths.length === 1 ? "is" : "are"} there already, and nothing was written. Run rollcall import with --force to replace members.yaml; the state file is kept, and gets what it lacks.`;
    case "folder":
      return `--config ${failure.path} is a folder, and an import writes one file. Name the file, such as ${failure.path.replace(/\/+$/, "")}/members.yaml.`;
    case "unseen":
      return `${failure.why}. Nothing was written. ${failure.denied ? "The key's user may not see who is in the organization; use the owner's key." : "Try again."}`;
    case "incomplete-live-data":
      return `the look at Tally was not whole: ${formatList(failure.missing.map(missingDataText))}. Half an organization in members.yaml would be wrong, so nothing was written. Try again, with the owner's key.`;
    case "no-workspaces":
      return "Tally shows no workspace, and members.yaml needs one. Make one in Tally, or use a key whose user sees it.";
    case "workspace-without-list":
      return "--workspace is for the people of a list, and there is no --csv FILE.";
    case "unknown-workspace":
      return `--workspace ${failure.name}: ${unknownWorkspaceText(failure.name, failure.found)}${failure.found.found === "none" && failure.found.suggestion !== undefined ? "" : "."}`;
    case "lock-lost":
      return "the lock of the state file was lost, as after a sleep of the machine. Nothing was written. Run this again.";
  }
}

function notesText({ isOwner, isBlocked, pending }: MemberNotes): string {
  const parts = [isOwner && "owner", isBlocked && "blocked in Tally", pending && pendingText(pending)];
  return parts.filter(part => typeof part === "string").join("; ");
}

function omittedText({ written, name, reason }: Omitted): string {
  const shown = ellipsize(written, maxAddressLength);
  const who = name === undefined ? shown : `${shown} (${name})`;
  return escapeTerminal(`${who}: ${reasonText(reason)}`);
}

function reasonText(reason: OmittedReason): string {
  switch (reason.reason) {
    case "address": {
      const details = { value: "this", problem: reason.problem };
      return sentenceOf({ code: "invalid-address", details, location: nowhere });
    }
    case "no-workspace":
      return "in the organization, and in no workspace";
    case "unknown-invite":
      return `${pendingText(reason)}, and Tally does not show for which workspaces`;
    case "unlisted":
      return `invited to ${formatList(reason.workspaceIds)}, which Tally does not list among the workspaces`;
  }
}

function pendingText({ since }: { readonly since: string | undefined }): string {
  return since === undefined ? "invited, pending" : `invited ${since}, pending`;
}

function renderOmitted(omitted: readonly Omitted[]): string {
  if (omitted.length === 0) return "";
  const rows = omitted.slice(0, maxOmittedRows).map(one => `  ${omittedText(one)}\n`);
  const rest = omitted.length - rows.length;
  const more = rest > 0 ? `  … and ${pluralize(rest, "more", "more")}\n` : "";
  return `\nIn Tally, and not written down, or not with all they have; the end of the file lists them too:\n${rows.join("")}${more}`;
}

function renderList({ list, draft }: ImportReport): string {
  if (!list) return "";
  const { unused, known, notListed } = list;
  const rest = draft.members.length - known;
  const sentences = [
    `Tally shows ${known} of ${pluralize(draft.members.length, "listed person")}.`,
    ...(notListed > 0
      ? [
          `${pluralize(notListed, "person")} in Tally ${notListed === 1 ? "is" : "are"} not on the list; what they have stays as it is.`,
        ]
      : []),
    ...(rest > 0 ? [`rollcall plan --live shows what the next apply sends.`] : []),
    ...(unused.length > 0 ? [`Columns that were not used: ${formatList(unused)}.`] : []),
  ];
  return `\n${sentences.join("\n")}\n`;
}

function nextText({ config, isOnBranch, list }: ImportReport): string {
  const commit = isOnBranch ? `Read ${config}, then commit it.` : `Read ${config}, then commit both files.`;
  return list ? commit : `${commit} Until it is edited, rollcall plan has nothing to do.`;
}

const nowhere = { file: "", line: 1, column: 1, endColumn: 2 };
