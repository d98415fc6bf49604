import type { Entry } from "../../core/config/model.ts";
import type { Location } from "../../core/diagnostics/location.ts";
import { entriesOf, entryLocation, sourceOf } from "../../core/edit/edit.ts";
import type { EditFailure } from "../../core/edit/failure.ts";
import type { ConfigSources } from "../../core/edit/model.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import type { FormatProblem } from "../../core/yaml/format/whole.ts";
import { sentenceOf } from "../diagnostics/messages.ts";
import { ellipsize, escapeTerminal } from "../text/escape.ts";
import type { Layout } from "../text/layout.ts";
import { formatList } from "../text/plural.ts";
import { type ChangedFile, changedLines } from "./diff.ts";

/** An edit of one person's entry, with the configuration before it and after all edits. */
export interface EditReport {
  readonly email: Email;
  readonly before: ConfigView;
  readonly after: ConfigView;
  /** Whether the edit was meant to remove only some of the person's access. */
  readonly isPart: boolean;
  readonly edited: readonly ChangedFile[];
}

type ConfigView = Pick<ConfigSources, "config" | "sources">;

/** Describes the edit of each file, with its changed lines. Safe for a terminal. */
export function renderEdits(report: EditReport, { style }: Pick<Layout, "style">): string {
  const { email, before, after, edited } = report;
  if (edited.length === 0) {
    const places = entriesOf(after.config, email).map(entry => locationText(entryLocation(after, entry)));
    return `No changes needed for ${escapeTerminal(email)} at ${places.join(" and ")}.\n`;
  }
  return edited
    .flatMap(({ file, before: old, after: text }) => {
      const had = entriesOf(before.config, email).find(entry => entry.file === file);
      const has = entriesOf(after.config, email).find(entry => entry.file === file);
      const lines = changedLines(old, text);
      const shown = lines.map(line => {
        const safe = escapeTerminal(`${line.slice(0, 1)} ${line.slice(1)}`);
        return `  ${line.startsWith("+") ? style.green(safe) : style.red(safe)}`;
      });
      const comment = had && !has ? findKeptComment(before, had, lines) : undefined;
      return [
        sentenceFor(report, file, had, has),
        ...shown,
        ...(comment
          ? [`The comment at ${locationText(comment)} was kept, because it might be about other entries.`]
          : []),
      ];
    })
    .map(line => `${line}\n`)
    .join("");
}

/**
 * Lists the files that were formatted, or that `--check` would format, each with its first changed line. `isAll`: whether no file
 * was skipped.
 */
export function renderFormatted(
  files: readonly { readonly file: string; readonly line: number }[],
  { isCheck, isAll }: { readonly isCheck: boolean; readonly isAll: boolean },
): string {
  if (files.length === 0) return `All ${isAll ? "" : "other "}files are formatted.\n`;
  const lines = files.map(({ file, line }) => {
    const name = escapeTerminal(file);
    return isCheck ? `${name}:${line} isn't formatted.\n` : `Formatted ${name}, starting at line ${line}.\n`;
  });
  return `${lines.join("")}${isCheck ? "To fix this, run rollcall fmt. It changes only the layout.\n" : ""}`;
}

/** A file that wasn't formatted, with the reason. */
export interface SkippedFile {
  readonly file: string;
  readonly problem: FormatProblem;
}

/** Returns a line for each file that wasn't formatted. */
export function renderSkippedFiles(files: readonly SkippedFile[]): string {
  return files
    .map(({ file, problem }) => `Skipped ${escapeTerminal(file)}, ${skipReason(problem)}.\n`)
    .join("");
}

function skipReason(problem: FormatProblem): string {
  switch (problem.reason) {
    case "json":
      return "because it is JSON";
    case "syntax":
      return `because rollcall fmt doesn't support the YAML syntax in line ${problem.line}`;
    case "content":
      return "because formatting it would change its content";
  }
}

/** Returns why Rollcall didn't edit members.yaml, and what to do. */
export function editReason(failure: EditFailure): string {
  switch (failure.problem) {
    case "several-people":
      return `--name is for one person, but you passed ${failure.count} email addresses. Add the people one at a time.`;
    case "no-grants":
      return `${failure.email} isn't in ${failure.file} yet. Add at least one --workspace NAME or --group NAME.`;
    case "already-expired":
      return `The access of ${failure.email} would already have ended on ${failure.expires}. Pass a later date, or leave out --expires.`;
    case "unknown-workspace":
      return failure.isOther
        ? `${quote(failure.name)} is a group, not a workspace. Use --group.`
        : `Unknown workspace ${quote(failure.name)}. ${suggestionText(failure.suggestion, "Add it to workspaces in members.yaml, with its ID in Tally.")}`;
    case "unknown-group":
      return failure.isOther
        ? `${quote(failure.name)} is a workspace, not a group. Use --workspace.`
        : `Unknown group ${quote(failure.name)}. ${suggestionText(failure.suggestion, "Add it to groups in members.yaml.")}`;
    case "different-expiry":
      return `${failure.email} already has access ${failure.expires === undefined ? "without an end date" : `until ${failure.expires}`} at ${locationText(failure.location)}, and expires applies to the whole entry. To leave it unchanged, omit --expires. To change it for the whole entry, pass --expires ${failure.asked} without a workspace or group.`;
    case "ended":
      return `The access of ${failure.email} at ${locationText(failure.location)} ended on ${failure.expires}, so anything you add there has no effect. First set a later date: rollcall add ${failure.email} --expires DATE`;
    case "through-groups":
      return `${failure.email} has ${quote(failure.workspace)} at ${locationText(failure.location)} through the group${failure.groups.length === 1 ? "" : "s"} ${formatList(failure.groups.map(quote))}. Remove the group with --group and add the other workspaces individually, or remove ${quote(failure.workspace)} from the group for everyone.`;
    case "not-a-member":
      return `${failure.email} isn't in members.yaml.${failure.suggestion === undefined ? "" : ` Did you mean ${failure.suggestion}?`}`;
    case "not-editable":
      return `Rollcall can't edit ${locationText(failure.location)} without changing other content, for example because of an alias, or a comment before a multi-line string. Nothing was written. Edit the file manually.`;
    case "invalid-result":
      return `${failure.errors.map(sentenceOf).join(" ")} Nothing was written.`;
    case "several-files":
      return `The member could go in ${formatList(failure.files, "or")}. Nothing was written. Choose one with --file.`;
    case "no-such-file":
      return `${failure.file} isn't part of this configuration. Use ${formatList(failure.files, "or")}.`;
    case "file-changed":
      return `${failure.file} changed while Rollcall was editing it. Nothing was written. Run the command again.`;
  }
}

/** Puts a name in quotation marks. Without them, an empty name, such as from an unset shell variable, would be invisible. */
function quote(name: string): string {
  return `"${ellipsize(name)}"`;
}

function suggestionText(suggestion: string | undefined, otherwise: string): string {
  return suggestion === undefined ? otherwise : `Did you mean ${quote(suggestion)}?`;
}

function sentenceFor(
  { email, after, isPart }: EditReport,
  file: string,
  had: Entry | undefined,
  has: Entry | undefined,
): string {
  const who = escapeTerminal(email);
  if (!has)
    return `Removed ${who} from ${escapeTerminal(file)}${isPart ? ", because the entry has no access left" : ""}.`;
  const at = locationText(entryLocation(after, has));
  const noEnd = had?.expires === undefined ? "" : " without an end date";
  const until = has.expires === undefined ? noEnd : ` until ${has.expires}`;
  const namesOf = (ids: readonly WorkspaceId[]) =>
    formatList(ids.map(id => escapeTerminal(after.config.workspaces.get(id) ?? id)).sort());
  if (!had) return `Added ${who} at ${at} with ${namesOf(has.workspaceIds)}${until}.`;
  const more = has.workspaceIds.filter(id => !had.workspaceIds.includes(id));
  const less = had.workspaceIds.filter(id => !has.workspaceIds.includes(id));
  if (more.length > 0) return `${who} at ${at} now also has ${namesOf(more)}${until}.`;
  if (less.length > 0) return `${who} at ${at} no longer has ${namesOf(less)}.`;
  return `${who} at ${at} has ${namesOf(has.workspaceIds)}${until}.`;
}

/** Returns the location of the comment directly above a removed entry, if the edit kept that comment. */
function findKeptComment(
  view: ConfigView,
  { file, index }: Entry,
  lines: readonly string[],
): Location | undefined {
  const source = sourceOf(view, file);
  const location = source.locate(["members", index]);
  const above = source.text.split(/\r?\n/)[location.line - 2] ?? "";
  if (!/^\s*#/.test(above) || lines.includes(`-${above}`)) return undefined;
  return { ...location, line: location.line - 1 };
}

function locationText({ file, line }: Location): string {
  return `${escapeTerminal(file)}:${line}`;
}
