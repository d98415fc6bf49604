import type { Report, ReportGrant, ReportMember } from "../../core/report/model.ts";
import { escapeTerminal } from "../text/escape.ts";

/** The columns, in an order that stays: a further one goes to the end. */
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
 * Excel takes a file without it for one of the code page of the machine, and shows every name that is not ASCII wrongly; csv
 * readers that do not drop it by themselves have an option for it.
 */
const byteOrderMark = "\ufeff";

/**
 * A report as CSV (RFC 4180, UTF-8 with a byte order mark): a record for each grant, and one without a workspace for whoever is in the
 * organization, or invited to it, and has none. What nobody sees in a text is made visible, so that a record is one line; and what a spreadsheet
 * would calculate has an apostrophe before it.
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

/** Between the columns of a person stand those of a grant. */
function lineFor({ email, name, groups, flags, note }: ReportMember): (cells: string) => string {
  const before = [email, name ?? ""].map(cellOf).join(",");
  const after = [groups.join("; "), flags.join("; "), note ?? ""].map(cellOf).join(",");
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

/** As many cells as a grant has, with nothing in them. */
const noGrant = ",".repeat(columns.indexOf("run") - columns.indexOf("workspace"));

function yesOrNo(is: boolean): string {
  return is ? "yes" : "no";
}

/**
 * What makes a spreadsheet calculate, at the start of a cell: of this one, or of one that begins at a semicolon where the machine's own
 * lists have it between the items. The full-width signs count where the spreadsheet is Japanese (OWASP, CSV Injection). Quotation marks
 * hide none: doubled, as they are written, they are an empty text to whoever begins a cell at them. Apostrophes that stand there already
 * get one more, so that taking one away always gives what was meant.
 */
const formula = /(^|;)(?=['"\s]*[=+\-@＝＋－＠])/g;

/** Most texts are printable ASCII without any of it, and that is seen much faster. */
const plain = /^(?![ '=+\-@])[ !#-+\--:<-~]*$/;

function cellOf(value: string): string {
  if (plain.test(value)) return value;
  const safe = escapeTerminal(value).replace(formula, "$1'");
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
