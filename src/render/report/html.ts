import page from "virtual:page";
import type { Report } from "../../core/report/model.ts";
import { escapeHtml, escapeTerminal } from "../text/escape.ts";

/** The maximum number of grants for which the page also has a plain table, for readers without JavaScript. */
const maxPlainTableGrants = 1000;

/**
 * The content security policy. Whatever the report contains, only this one script and this one style take effect, nothing is loaded,
 * sent, or embedded, and text never becomes markup (trusted types).
 */
const policy = [
  "default-src 'none'",
  `script-src '${page.scriptDigest}'`,
  `style-src '${page.styleDigest}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/**
 * Formats a report as a self-contained page. The page contains the report as JSON, compressed with `deflate` (zlib) and encoded in base64,
 * so that nothing in it can be markup. Invisible characters are made visible, so that no name can reorder the text around it.
 */
export function renderReportHtml(report: Report, deflate: (text: string) => Buffer): string {
  const title = escapeHtml(`Access review of ${report.organization}, ${report.day}`);
  const json = JSON.stringify(report, (_, value) =>
    typeof value === "string" ? escapeTerminal(value) : value,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${page.style}</style>
</head>
<body>
<noscript>
<h1>${title}</h1>
${plainTable(report)}
</noscript>
<script id="report" type="text/plain">${deflate(json).toString("base64")}</script>
<script>${page.script}</script>
</body>
</html>
`;
}

function plainTable({ members, workspaces }: Report): string {
  const count = members.reduce((sum, { grants }) => sum + grants.length, 0);
  if (count > maxPlainTableGrants)
    return "<p>This page needs JavaScript to show the report. Allow scripts for this file, or create the report with --format csv.</p>";
  const names = new Map(workspaces.map(({ id, name }) => [id, name]));
  const rows = members.flatMap(({ email, name = "", grants }) => {
    if (grants.length === 0) return [[email, name, "none", "", "", "", ""]];
    return grants.map(({ workspaceId, status, isDesired, since = "", expires = "" }) => [
      ...[email, name, names.get(workspaceId) ?? workspaceId, status],
      ...[isDesired ? "yes" : "no", since.slice(0, 10), expires],
    ]);
  });
  const heads = ["Person", "Name", "Workspace", "Status", "Requested", "Since", "Until"];
  return `<p>This page shows more with JavaScript, which is turned off. The table contains the whole report.</p>
<table class="plain">
<thead>${tableRow(heads, "th")}</thead>
<tbody>
${rows.map(row => `${tableRow(row, "td")}\n`).join("")}</tbody>
</table>`;
}

function tableRow(cells: readonly string[], tag: "th" | "td"): string {
  return `<tr>${cells.map(cell => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
}
