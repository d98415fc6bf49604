import type { Config } from "../../core/config/model.ts";
import type { CsvList } from "../../core/import/csv/list.ts";
import type { ImportFailure } from "../../core/import/failure.ts";
import type { ImportMessages } from "../../core/import/format.ts";
import type { AccessChange } from "../../core/import/merge.ts";
import type { MemberNotes, MembersDraft, Omitted, OmittedReason } from "../../core/import/model.ts";
import { addressProblemText } from "../diagnostics/address-messages.ts";
import { unknownWorkspaceText } from "../diagnostics/csv-messages.ts";
import { missingDataText } from "../findings/gaps.ts";
import { ellipsize, escapeTerminal, escapeTerminalLines } from "../text/escape.ts";
import { capitalize, formatList, pluralize } from "../text/plural.ts";

/** The result of an import. */
export interface ImportReport {
  readonly config: string;
  /** The name of the state file for messages. */
  readonly state: string;
  /** Whether the state is on a branch of its own. */
  readonly isOnBranch: boolean;
  /** Whether members.yaml wasn't there before. */
  readonly isNew: boolean;
  readonly draft: MembersDraft;
  readonly written: Config;
  /** The number of adopted grants. */
  readonly adopted: number;
  /** The number of forgotten grants. */
  readonly forgotten: number;
  /** What was found in the CSV file, if one was read. */
  readonly list:
    | (Pick<CsvList, "unused" | "headerLine"> & { readonly known: number; readonly notListed: number })
    | undefined;
}

const maxOmittedRows = 20;
const maxAddressLength = 254;

/** The comments of an imported members.yaml. */
export const importMessages: ImportMessages = {
  notes: notesText,
  isNotes: isNotesText,
  omittedHead: "Not imported from Tally, or not in full:",
  omitted: omittedText,
};

/** Lists what was written, who was not imported, and what to do next. Safe for a terminal. */
export function renderImport(report: ImportReport): string {
  const { draft, written, config, state, adopted, forgotten } = report;
  const pending = draft.members.filter(member => member.notes.pending).length;
  const sizes = [
    `${pluralize(written.members.length, "person")} in ${pluralize(written.workspaces.size, "workspace")}`,
    ...(written.groups.size > 0 ? [pluralize(written.groups.size, "group")] : []),
  ].join(", ");
  const parts = [
    `${config}: ${sizes}${pending > 0 ? `; ${pending} pending` : ""}.\n`,
    `${state}: ${pluralize(adopted, "existing grant")} adopted${forgotten > 0 ? `, ${forgotten} forgotten` : ""}.\n`,
    renderOmitted(draft.omitted),
    renderList(report),
    `\n${nextText(report)}\n`,
  ];
  return escapeTerminalLines(parts.join(""));
}

/** Renders whose access in members.yaml changes, before it is written. Empty for nobody. Safe for a terminal. */
export function renderChanges(config: string, changes: readonly AccessChange[]): string {
  if (changes.length === 0) return "";
  return escapeTerminalLines([`Changes to ${config}:`, ...changeLines(changes), "\n"].join("\n"));
}

/** Returns why nothing was imported, and what to do. */
export function importReason(failure: ImportFailure): string {
  switch (failure.problem) {
    case "exists":
      return `${formatList(failure.paths)} already ${failure.paths.length === 1 ? "exists" : "exist"}. Nothing was written. To update members.yaml and add what is missing to the state file, run rollcall import --force.`;
    case "folder":
      return `--config ${failure.path} is a folder, but import writes a single file. Nothing was written. Pass a file, such as ${failure.path.replace(/\/+$/, "")}/members.yaml.`;
    case "unseen":
      return `${capitalize(failure.why)}. Nothing was written. ${failure.denied ? "The user of the API key can't list members. Use the owner's key." : "Try again."}`;
    case "incomplete-live-data":
      return `Tally returned an incomplete response: ${formatList(failure.missing.map(missingDataText))}. Nothing was written, because members.yaml would be incomplete. Try again with the owner's key.`;
    case "no-workspaces":
      return "Tally shows no workspaces, but members.yaml needs at least one. Nothing was written. Create a workspace in Tally, or use an API key whose user can see one.";
    case "needs-csv":
      return `${failure.option} requires --csv FILE. Nothing was written. Add --csv, or leave out ${failure.option}.`;
    case "unknown-workspace":
      return unknownWorkspaceText(failure.name, failure.found);
    case "into-outside":
      return `--into ${failure.file} is outside the folder of ${failure.config}, so it can't be included. Nothing was written. Pass a file in that folder.`;
    case "into-folder":
      return `--into ${failure.file} is a folder. Nothing was written. Pass a file in it, such as ${failure.file.replace(/\/+$/, "")}/okta.yaml.`;
    case "into-main":
      return `--into ${failure.file} is the main file. Nothing was written. Pass a file that it includes, such as teams/okta.yaml.`;
    case "into-not-included": {
      const line = failure.hasInclude
        ? `under include in ${failure.config}: - ${failure.name}`
        : `to ${failure.config}: include: [${failure.name}]`;
      return `${failure.config} doesn't include ${failure.file}, so its members would have no access. Nothing was written. Add this line ${line}`;
    }
    case "lock-lost":
      return "The lock on the state file was lost, for example because the computer went to sleep. Nothing was written. Run the command again.";
  }
}

function notesText({ isOwner, isBlocked, pending }: MemberNotes): string {
  const parts = [isOwner && "owner", isBlocked && "blocked in Tally", pending && pendingText(pending)];
  return parts.filter(part => typeof part === "string").join("; ");
}

function isNotesText(comment: string): boolean {
  return comment
    .split("; ")
    .every(part => /^(?:owner|blocked in Tally|invited(?: \d{4}-\d\d-\d\d)?, pending)$/.test(part));
}

function omittedText({ written, name, reason }: Omitted): string {
  const shown = ellipsize(written, maxAddressLength);
  const who = name === undefined ? shown : `${shown} (${name})`;
  return escapeTerminal(`${who}: ${reasonText(reason)}`);
}

function reasonText(reason: OmittedReason): string {
  switch (reason.reason) {
    case "address":
      return `invalid email address. ${addressProblemText(reason.problem)}`;
    case "no-workspace":
      return "in the organization, but not in any workspace";
    case "unknown-invite":
      return `${pendingText(reason)}, but Tally doesn't show to which workspaces`;
    case "unlisted":
      return `invited to ${formatList(reason.workspaceIds)}, but Tally doesn't list ${reason.workspaceIds.length === 1 ? "this workspace" : "these workspaces"}`;
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
  return `\nNot imported, or not in full (also listed at the end of the file):\n${rows.join("")}${more}`;
}

function renderList({ list, draft, written }: ImportReport): string {
  if (!list) return "";
  const { known, notListed } = list;
  const rest = draft.members.length - known;
  const sentences = [
    `Already in Tally: ${known} of ${pluralize(draft.members.length, "person")} in the CSV file.`,
    ...(notListed > 0
      ? [
          `${pluralize(notListed, "person")} in Tally ${notListed === 1 ? "isn't" : "aren't"} in the CSV file. ${written.settings.removals === "apply" ? "With removals: apply, the next apply ends the access of those in the state file." : "Their access doesn't change."}`,
        ]
      : []),
    ...(rest > 0 ? ["To see what the next apply sends, run rollcall plan --live."] : []),
    ...ignoredText(list),
  ];
  return `\n${sentences.join("\n")}\n`;
}

/** Renders people whose access in members.yaml changes, each on a line. */
export function changeLines(changes: readonly AccessChange[]): readonly string[] {
  return changes.map(({ kind, email, name, gained, lost }) => {
    const who = name === undefined ? email : `${email} (${name})`;
    const workspaces = [...gained, ...lost].join(", ");
    if (kind === "added") return `  + ${who}: ${workspaces}`;
    if (kind === "dropped") return `  - ${who}: ${workspaces}`;
    const parts = [
      ...(gained.length > 0 ? [`gets ${formatList(gained)}`] : []),
      ...(lost.length > 0 ? [`loses ${formatList(lost)}`] : []),
    ];
    return `  ~ ${who}: ${parts.join("; ")}`;
  });
}

/** What of a CSV file was not read. */
export function ignoredText({
  unused,
  headerLine,
}: Pick<CsvList, "unused" | "headerLine">): readonly string[] {
  return [
    ...(headerLine > 1 ? [`The header is on line ${headerLine}. The lines above it were ignored.`] : []),
    ...(unused.length > 0 ? [`Ignored columns: ${formatList(unused)}.`] : []),
  ];
}

function nextText({ config, isOnBranch, isNew, list }: ImportReport): string {
  const commit = isOnBranch
    ? `Review ${config}, and then commit it.`
    : `Review ${config}, and then commit both files.`;
  if (!isNew) return `${commit} To see what the next apply does, run rollcall plan.`;
  return list ? commit : `${commit} Until you edit it, rollcall plan shows no changes.`;
}
