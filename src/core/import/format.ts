import type { WorkspaceId } from "../values/workspace-id.ts";
import { listPairText, scalarText } from "../yaml/stringify.ts";
import type { ImportedMember, MemberNotes, MembersDraft, Omitted } from "./model.ts";

/** The wording of the comments in an imported file. */
export interface ImportMessages {
  /** Returns an empty string if there is nothing to note. */
  notes(notes: MemberNotes): string;
  /** Whether a comment is one that `notes` returns. */
  isNotes(comment: string): boolean;
  readonly omittedHead: string;
  omitted(one: Omitted): string;
}

/**
 * Formats a members.yaml that begins with the text of `head`, in the style of `formatYaml`. Identical input gives
 * identical bytes.
 */
export function formatMembersFile(draft: MembersDraft, words: ImportMessages, head = ""): string {
  const { organization, workspaces, groups, members, omitted } = draft;
  const grantsLine = grantsLines(draft);
  return [
    head,
    `organization: ${scalarText(organization)}\n`,
    "workspaces:\n",
    ...[...workspaces].map(([id, name]) => `  ${scalarText(name)}: ${scalarText(id)}\n`),
    ...(groups.length > 0 ? [groupsHead] : []),
    ...groups.map(({ name, workspaceIds }) => groupLine(name, namesOf(workspaceIds, workspaces))),
    members.length > 0 ? "members:\n" : "members: []\n",
    ...members.flatMap(member => [
      headLines(member, words),
      grantsLine(member.workspaceIds),
      expiresLine(member),
      noteLine(member),
    ]),
    draft.protected.length > 0 ? `settings:\n${listPairText("protected", draft.protected, 2)}\n` : "",
    formatOmitted(omitted, words),
  ].join("");
}

/** Formats the people who couldn't be imported as comments for the end of a file. */
export function formatOmitted(omitted: readonly Omitted[], words: ImportMessages): string {
  if (omitted.length === 0) return "";
  const lines = omitted.map(one => commentLine(`  ${words.omitted(one)}`));
  return `\n${commentLine(words.omittedHead)}${lines.join("")}`;
}

export const groupsHead = "groups:\n";

/** Formats a group. */
export function groupLine(name: string, workspaces: readonly string[]): string {
  return `${listPairText(name, workspaces, 2)}\n`;
}

/** Formats the group of a member. */
export function membersGroupLine(group: string): string {
  return `${listPairText("groups", [group], 4)}\n`;
}

/** Formats the workspaces of a member. */
export function membersWorkspacesLine(workspaces: readonly string[]): string {
  return `${listPairText("workspaces", workspaces, 4)}\n`;
}

/** Returns a function that formats a set of workspaces. Formats each set once, because many people share one. */
function grantsLines({ groups, workspaces }: MembersDraft): (ids: readonly WorkspaceId[]) => string {
  const lines = new Map(groups.map(one => [one.workspaceIds.join(" "), membersGroupLine(one.name)]));
  return ids => {
    const key = ids.join(" ");
    const line = lines.get(key) ?? membersWorkspacesLine(namesOf(ids, workspaces));
    lines.set(key, line);
    return line;
  };
}

function headLines({ written, name, notes }: ImportedMember, words: ImportMessages): string {
  const note = words.notes(notes);
  const comment = note === "" ? "\n" : ` ${commentLine(note)}`;
  const nameLine = name === undefined ? "" : `    name: ${scalarText(name)}\n`;
  return `  - email: ${scalarText(written)}${comment}${nameLine}`;
}

/**
 * Formats a comment. YAML allows neither control characters nor these noncharacters in comments, and has no
 * escapes there.
 */
export function commentLine(text: string): string {
  return `# ${text.replace(/[\p{Cc}\ufffe\uffff]/gu, "\ufffd")}\n`;
}

function expiresLine({ expires }: ImportedMember): string {
  return expires === undefined ? "" : `    expires: ${expires}\n`;
}

function noteLine({ note }: ImportedMember): string {
  return note === undefined ? "" : `    note: ${scalarText(note)}\n`;
}

function namesOf(
  ids: readonly WorkspaceId[],
  workspaces: ReadonlyMap<WorkspaceId, string>,
): readonly string[] {
  return ids.map(id => workspaces.get(id) ?? id);
}
