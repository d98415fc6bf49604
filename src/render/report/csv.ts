import type { Report, ReportGrant, ReportMember } from "../../core/report/model.ts";
import { protectFormulas } from "../../core/text/formulas.ts";
import { escapeTerminal } from "../text/escape.ts";

/** The columns. Their order must not change: add a new one at the end. */
const columns = [
  "email",
  "name",
  "workspace",
  "workspace_id",
  "status",
  "desired",
  "since",
  "last_sent",
  "expires",
  "adopted",
  "commit",
  "pull_request",
  "run",
  "groups",
  "remarks",
  "note",
];

/**
 * Without this mark, Excel reads the file in the code page of the machine and shows every non-ASCII name incorrectly. CSV readers that
 * don't remove it automatically have an option for it.
 */
const byteOrderMark = "\ufeff";

/**
 * Formats a report as CSV (RFC 4180, UTF-8 with a byte order mark): one row for each grant, and one row without a workspace for each
 * person who is in the organization or invited to it but has no grants. Invisible characters are made visible, so that each row is one
 * line. Anything that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function renderReportCsv(report: Report): string {
  const names = new Map(report.workspaces.map(({ id, name }) => [id, cellOf(name)]));
  const lines = report.members.flatMap(member => {
    const lineOf = lineFor(member);
    const grants = member.grants.map(grant => lineOf(grantCells(grant, names.get(grant.workspaceId) ?? "")));
    return grants.length > 0 ? grants : [lineOf(noGrant)];
  });
  return `${byteOrderMark}${columns.join(",")}\r\n${lines.join("")}`;
}

/** Returns a function that inserts the cells of a grant between those of a person. */
function lineFor({ email, name, groups, flags, newAddress, note }: ReportMember): (cells: string) => string {
  const before = [email, name ?? ""].map(cellOf).join(",");
  const remarks = [...flags, ...(newAddress === undefined ? [] : [`now ${newAddress}`])];
  const after = [groups.join("; "), remarks.join("; "), note ?? ""].map(cellOf).join(",");
  return cells => `${before},${cells},${after}\r\n`;
}

function grantCells(grant: ReportGrant, workspace: string): string {
  const { workspaceId, status, isDesired, since, lastSent, expires, isAdopted, commit, pullRequest, run } =
    grant;
  const further = [
    workspaceId,
    status,
    yesOrNo(isDesired),
    since ?? "",
    lastSent ?? "",
    expires ?? "",
    yesOrNo(isAdopted),
    commit ?? "",
    pullRequest?.toString() ?? "",
    run ?? "",
  ];
  return `${workspace},${further.map(cellOf).join(",")}`;
}

/** The cells of a grant, all empty. */
const noGrant = ",".repeat(columns.indexOf("run") - columns.indexOf("workspace"));

function yesOrNo(is: boolean): string {
  return is ? "yes" : "no";
}

/** Matches the cells that need no escaping, which most are. Much faster than the other checks. */
const plain = /^(?![ '=+\-@])[ !#-+\--:<-~]*$/;

function cellOf(value: string): string {
  if (plain.test(value)) return value;
  const safe = protectFormulas(escapeTerminal(value));
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
