import { structuredPatch } from "diff";
import type { Entry } from "../../core/config/model.ts";
import type { Location } from "../../core/diagnostics/location.ts";
import { entriesOf, entryPlace, sourceOf } from "../../core/edit/edit.ts";
import type { EditFailure } from "../../core/edit/failure.ts";
import type { ConfigSources } from "../../core/edit/model.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { ellipsize, escapeTerminal } from "../text/escape.ts";
import type { Layout } from "../text/layout.ts";
import { formatList } from "../text/plural.ts";

/** What an edit of one person made of the files. */
export interface EditReport {
  readonly email: Email;
  readonly before: ConfigView;
  readonly after: ConfigView;
  /** Whether only a part of what somebody had was to go. */
  readonly isPart: boolean;
  readonly edited: readonly { readonly file: string; readonly before: string; readonly after: string }[];
}

type ConfigView = Pick<ConfigSources, "config" | "sources">;

/** What somebody had and has in members.yaml, and the lines that changed. Safe for a terminal. */
export function renderEdits(report: EditReport, { style }: Pick<Layout, "style">): string {
  const { email, before, after, edited } = report;
  if (edited.length === 0) {
    const places = entriesOf(after.config, email).map(entry => locationText(entryPlace(after, entry)));
    return `${escapeTerminal(email)} at ${places.join(" and ")} is as you ask already. Nothing was changed.\n`;
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
      const left = had && !has ? leftComment(before, had, lines) : undefined;
      return [
        sentenceFor(report, file, had, has),
        ...shown,
        ...(left
          ? [`The comment at ${locationText(left)} stays: it may be about more than this entry.`]
          : []),
      ];
    })
    .map(line => `${line}\n`)
    .join("");
}

/** Which files were laid out anew, or would be, each with its first line that changes. `isAll`: none was left alone. */
export function renderFormatted(
  files: readonly { readonly file: string; readonly line: number }[],
  { isCheck, isAll }: { readonly isCheck: boolean; readonly isAll: boolean },
): string {
  if (files.length === 0)
    return `Everything${isAll ? "" : " else"} ${isCheck ? "is laid out evenly" : "was laid out evenly already"}.\n`;
  const verb = isCheck ? "would be" : "is";
  const lines = files.map(
    ({ file, line }) => `${escapeTerminal(file)}:${line} ${verb} laid out anew, from here on.\n`,
  );
  return `${lines.join("")}${isCheck ? "Run rollcall fmt to do it; it changes no meaning.\n" : ""}`;
}

/** Files that could not be laid out anew. */
export function renderLeftAlone(files: readonly string[]): string {
  return files
    .map(
      file =>
        `${escapeTerminal(file)} cannot be laid out anew without changing more, and is left as it is.\n`,
    )
    .join("");
}

/** Why members.yaml is not edited, and the way out. */
export function editReason(failure: EditFailure): string {
  switch (failure.problem) {
    case "no-grants":
      return `${failure.email} is not in ${failure.file} yet, and needs at least one --workspace NAME or --group NAME.`;
    case "past-end":
      return `the access of ${failure.email} would have ended on ${failure.expires} already. Name a later day, or leave --expires out.`;
    case "unknown-workspace":
      return `members.yaml declares no workspace ${nameText(failure.name)}; ${failure.isOther ? "it is a group: name it with --group." : suggestionText(failure.suggestion, "add it under workspaces, with its id in Tally.")}`;
    case "unknown-group":
      return `members.yaml declares no group ${nameText(failure.name)}; ${failure.isOther ? "it is a workspace: name it with --workspace." : suggestionText(failure.suggestion, "add it under groups.")}`;
    case "other-end":
      return `${failure.email} has access ${failure.expires === undefined ? "without an end" : `until ${failure.expires}`} at ${locationText(failure.location)}, and expires holds for all that stands there. For another last day of all of it, name neither a workspace nor a group beside --expires ${failure.asked}; for the same last day, leave --expires out.`;
    case "ended":
      return `the access of ${failure.email} at ${locationText(failure.location)} ended on ${failure.expires}, and what is added there would end with it. Move its last day first: rollcall add ${failure.email} --expires DAY.`;
    case "through-groups":
      return `${failure.email} has ${failure.workspace} at ${locationText(failure.location)} through the group${failure.groups.length === 1 ? "" : "s"} ${formatList(failure.groups)}. Take that away with --group, and add the other workspaces one by one; or take ${failure.workspace} out of the group for everybody.`;
    case "not-a-member":
      return `${failure.email} is not in members.yaml${failure.suggestion === undefined ? "." : `; did you mean ${failure.suggestion}?`}`;
    case "not-editable":
      return `${locationText(failure.location)} is written in a way that cannot be edited without changing or losing more, as with an alias, or a comment before a text of several lines. Nothing was written; edit it by hand.`;
    case "several-files":
      return `this may stand in ${formatList(failure.files, "or")}. Name one of them with --file.`;
    case "no-such-file":
      return `${failure.file} is not a file of this configuration. Name one of ${formatList(failure.files, "or")}.`;
    case "changed-meanwhile":
      return `${failure.file} was changed by somebody else at the same time. Nothing was written; run this again.`;
  }
}

/** In quotes where it would not be seen, as where a variable of a shell is empty. */
function nameText(name: string): string {
  return /^[\s,]*$/.test(name) ? JSON.stringify(name) : ellipsize(name);
}

function suggestionText(suggestion: string | undefined, otherwise: string): string {
  return suggestion === undefined ? otherwise : `did you mean ${suggestion}?`;
}

function sentenceFor(
  { email, after, isPart }: EditReport,
  file: string,
  had: Entry | undefined,
  has: Entry | undefined,
): string {
  const who = escapeTerminal(email);
  if (!has) return `${who} ${isPart ? "has nothing left and " : ""}is taken out of ${escapeTerminal(file)}.`;
  const at = locationText(entryPlace(after, has));
  const until = has.expires === undefined ? "" : ` until ${has.expires}`;
  const namesOf = (ids: readonly WorkspaceId[]) =>
    formatList(ids.map(id => escapeTerminal(after.config.workspaces.get(id) ?? id)).sort());
  if (!had) return `${who} is written into ${at} with ${namesOf(has.workspaceIds)}${until}.`;
  const more = has.workspaceIds.filter(id => !had.workspaceIds.includes(id));
  const less = had.workspaceIds.filter(id => !has.workspaceIds.includes(id));
  if (more.length > 0) return `${who} at ${at} has ${namesOf(more)} as well${until}.`;
  if (less.length > 0) return `${who} at ${at} no longer has ${namesOf(less)}.`;
  return `${who} at ${at} has ${namesOf(has.workspaceIds)}${until}.`;
}

/** The lines that changed, each with its sign. */
function changedLines(before: string, after: string): readonly string[] {
  const inLines = (text: string) => text.replace(/\r\n?/g, "\n");
  const { hunks } = structuredPatch("", "", inLines(before), inLines(after), "", "", { context: 0 });
  return hunks.flatMap(hunk => hunk.lines).filter(line => /^[+-]/.test(line));
}

/** The comment right above an entry that was taken out, where it is still there. */
function leftComment(
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
