import type { Finding } from "../../core/findings/model.ts";
import { workspacesIn } from "../../core/findings/model.ts";
import { hasAccess, reviewFindings } from "../../core/report/findings.ts";
import type { Report, ReportApply, ReportGrant, ReportMember } from "../../core/report/model.ts";
import { groupBy } from "../../core/text/group-by.ts";
import { compareTimes, dayOf } from "../../core/values/day.ts";
import { missingDataSentence } from "../findings/gaps.ts";
import { groupFindings } from "../findings/groups.ts";
import { escapeMarkdown } from "../text/escape.ts";
import { timeText } from "../text/layout.ts";
import { detailsBlock, markdownLink } from "../text/markdown.ts";
import { formatList, pluralize } from "../text/plural.ts";
import { applyText, grantStatusText, notChecked, remarksOf } from "./messages.ts";

/** Tables with more rows are folded. */
const maxUnfoldedRows = { attention: 10, people: 50, applies: 10 };
/** The maximum number of workspaces that a row lists even if they are all workspaces of the report. */
const maxNamedWorkspaces = 5;

/** Formats a report as Markdown: totals, what needs attention, workspaces, everyone's access, and what each apply did. */
export function renderReportMarkdown(report: Report): string {
  const names = namesIn(report);
  const parts = [
    `### Access to organization ${escapeMarkdown(report.organization)} on ${report.day}`,
    ...summaryOf(report),
    ...renderAttention(report, names),
    "#### Workspaces",
    workspaceTable(report),
    "#### People",
    renderPeople(report, names),
    ...renderApplies(report),
  ];
  return `${parts.join("\n\n")}\n`;
}

type Names = (ids: readonly string[]) => string;

/** Returns a function that lists workspaces by name, with the ID if two have the same name. */
function namesIn({ workspaces }: Report): Names {
  const uses = new Map<string, number>();
  for (const { name } of workspaces) uses.set(name, (uses.get(name) ?? 0) + 1);
  const texts = new Map<string, string>(
    workspaces.map(({ id, name }) => {
      const isShared = (uses.get(name) ?? 0) > 1;
      return [id, isShared ? `${escapeMarkdown(name)} (${escapeMarkdown(id)})` : escapeMarkdown(name)];
    }),
  );
  return ids =>
    ids.length === workspaces.length && ids.length > maxNamedWorkspaces
      ? `all ${ids.length} workspaces`
      : ids.map(id => texts.get(id) ?? escapeMarkdown(id)).join(", ");
}

function summaryOf(report: Report): string[] {
  const { members, live, missing } = report;
  const grants = members.flatMap(member => member.grants.filter(grant => hasAccess(grant.status)));
  const people = members.filter(({ grants }) => grants.some(grant => hasAccess(grant.status))).length;
  const numberOf = (status: ReportGrant["status"]) => grants.filter(one => one.status === status).length;
  const [joined, pending] = [numberOf("joined"), numberOf("pending")];
  const sizes = `**${pluralize(people, "person")}** ${people === 1 ? "has" : "have"} or might have access through **${pluralize(grants.length, "grant")}**`;
  const split = [
    [joined, "joined"],
    [pending, "pending"],
    [grants.length - joined - pending, "not shown by Tally"],
  ] as const;
  const parts = split.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const how = live
    ? `${sizes}${parts.length > 0 ? `: ${formatList(parts)}` : ""}.`
    : `${sizes}, according to the state file. ${notChecked}`;
  const gap = `<b>Incomplete response</b>: ${missingDataSentence(missing)}`;
  return [how, ...(missing.length > 0 ? [gap] : [])];
}

function renderAttention({ members }: Report, names: Names): string[] {
  const byEmail = new Map(members.map(member => [member.email, member]));
  const found = groupFindings(members.flatMap(reviewFindings));
  if (found.length === 0) return ["Nothing needs attention."];
  return [
    "#### Needs attention",
    ...found.flatMap(({ head, meaning, size, findings }) => {
      const title = `<b>${head}</b> (${size})`;
      const rows = findings.flatMap(one => {
        const member = one.email === undefined ? undefined : byEmail.get(one.email);
        return member ? findingRow(one, member, names) : [];
      });
      const list = rows.join("\n");
      return rows.length > maxUnfoldedRows.attention
        ? [detailsBlock(title, `${meaning}\n\n${list}`)]
        : [`${title}: ${meaning}`, list];
    }),
  ];
}

function findingRow(finding: Finding, member: ReportMember, names: Names): string {
  const ids = workspacesIn(finding);
  const grants = member.grants.filter(grant => ids.includes(grant.workspaceId));
  const since = grants.flatMap(grant => grant.since ?? []).sort(compareTimes)[0];
  const until = grants
    .flatMap(grant => grant.expires ?? [])
    .sort()
    .at(-1);
  const parts = [
    `${personText(member)}${grants.length > 0 ? `: ${names(grants.map(grant => grant.workspaceId))}` : ""}`,
    ...(since === undefined ? [] : [`since ${dayOf(since)}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ];
  return `- ${parts.join(", ")}`;
}

function workspaceTable({ workspaces, members, live }: Report): string {
  const counts = new Map(workspaces.map(({ id }) => [id, { people: 0, joined: 0, pending: 0 }]));
  for (const { grants } of members) {
    for (const { workspaceId, status } of grants) {
      const own = counts.get(workspaceId);
      if (!own || !hasAccess(status)) continue;
      own.people += 1;
      if (status === "joined" || status === "pending") own[status] += 1;
    }
  }
  const rows = workspaces.map(({ id, name, isDeclared }) => {
    const { people = 0, joined = 0, pending = 0 } = counts.get(id) ?? {};
    const named = `${escapeMarkdown(name)}${isDeclared ? "" : ", not in members.yaml"}`;
    return `| ${[named, escapeMarkdown(id), people, ...(live ? [joined, pending] : [])].join(" | ")} |`;
  });
  const head = ["Workspace", "ID", "People", ...(live ? ["Joined", "Pending"] : [])];
  return table(head, rows);
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`, ...rows].join("\n");
}

/** Formats the table of people. Grants of a person that differ only in the workspace share a row. */
function renderPeople({ members }: Report, names: Names): string {
  const rows = members.flatMap(member => {
    if (member.grants.length === 0) return [`| ${personText(member)} | | | | | |`];
    return [...groupBy(member.grants, factsOf)].map(([facts, grants], index) => {
      const person = index === 0 ? personText(member) : escapeMarkdown(member.email);
      return `| ${person} | ${names(grants.map(grant => grant.workspaceId))} | ${facts} |`;
    });
  });
  const text = table(["Person", "Workspaces", "Status", "Since", "Granted by", "Until"], rows);
  return rows.length > maxUnfoldedRows.people ? detailsBlock(pluralize(rows.length, "row"), text) : text;
}

function factsOf(grant: ReportGrant): string {
  const { since, isAdopted, commit, pullRequest, run, expires = "" } = grant;
  const pullRequests = pullRequest === undefined ? [] : [pullRequest];
  const [from, by] =
    since === undefined ? ["", ""] : [dayOf(since), byText({ commit, pullRequests, run }, isAdopted)];
  return [statusText(grant), from, by, expires].join(" | ");
}

function statusText({ status, isDesired, expires }: ReportGrant): string {
  if (isDesired) return grantStatusText(status);
  return `${grantStatusText(status)}, ${expires === undefined ? "not requested" : "access ended"}`;
}

function personText(member: ReportMember): string {
  const { email, name, note } = member;
  const remarks = remarksOf(member, escapeMarkdown);
  const parts = [
    escapeMarkdown(email),
    ...(name === undefined ? [] : [escapeMarkdown(name)]),
    ...(remarks.length > 0 ? [`(${remarks.join(", ")})`] : []),
    ...(note === undefined ? [] : [escapeMarkdown(note)]),
  ];
  return parts.join(" ");
}

/** Returns the source of a grant or an apply: the commit, the pull requests, and the run, or `command line` if there are none. */
function byText(
  { commit, pullRequests, run }: Pick<ReportApply, "commit" | "pullRequests" | "run">,
  isAdopted = false,
): string {
  const parts = [
    ...(isAdopted ? ["adopted"] : []),
    ...(commit === undefined ? [] : [escapeMarkdown(commit.slice(0, 12))]),
    ...(pullRequests.length === 0 ? [] : [pullRequestsText(pullRequests)]),
    ...(run === undefined ? [] : [runText(run)]),
  ];
  return parts.length > 0 ? parts.join(", ") : "command line";
}

/** Formats the numbers without `#`, because GitHub would turn that into a reference. */
function pullRequestsText(numbers: readonly number[]): string {
  return `pull ${numbers.length === 1 ? "request" : "requests"} ${formatList(numbers.map(String))}`;
}

/** Formats a run as a link if it is the URL of a run on GitHub or GitHub Enterprise. */
function runText(run: string): string {
  const [, number] = /^https:\/\/[\w.-]+(?::\d+)?\/[\w.-]+\/[\w.-]+\/actions\/runs\/(\d+)$/.exec(run) ?? [];
  return number === undefined ? escapeMarkdown(run) : markdownLink(`run ${number}`, run);
}

function renderApplies({ applies }: Report): string[] {
  if (applies.length === 0) return [];
  const rows = applies.map(apply => {
    const when = `${timeText(apply.at)}${apply.isCompacted ? ", compacted" : ""}`;
    return `| ${[when, applyText(apply), byText(apply)].join(" | ")} |`;
  });
  const text = table(["Time", "Changes", "Source"], rows);
  const isLong = rows.length > maxUnfoldedRows.applies;
  return [
    "#### History",
    isLong ? detailsBlock(pluralize(rows.length, "apply", "applies"), text) : text,
    ...(applies.some(one => one.isCompacted)
      ? [
          "The state file was compacted, so its earlier history shows only what was still recorded at that time. The full history is in git.",
        ]
      : []),
  ];
}
