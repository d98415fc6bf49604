import page from "virtual:page";
import type { Report } from "../../core/report/model.ts";
import { escapeHtml } from "../text/escape.ts";
import { packReport } from "./pack.ts";

/** So many grants are also written as a plain table, for who reads the page without its script. */
const maxPlainTableGrants = 1000;

/**
 * Whatever the report contains: nothing runs and nothing applies but the one script and the one style, nothing is loaded, sent or
 * embedded, and text never becomes markup (trusted types).
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

/** A report as one page that needs nothing else, in parts. */
export function* renderReportHtml(report: Report): Iterable<string> {
  const title = escapeHtml(`Access review of ${report.organization}, ${report.day}`);
  yield `<!doctype html>
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
`;
  yield* plainTable(report);
  yield '</noscript>\n<script id="report" type="application/json">{\n';
  yield* packedParts(report);
  yield `}</script>\n<script>${page.script}</script>\n</body>\n</html>\n`;
}

/** One line for each part, so that two reports can be compared by lines, and no text is as long as all. */
function* packedParts(report: Report): Iterable<string> {
  const entries = Object.entries(packReport(report));
  for (const [index, [key, value]] of entries.entries()) {
    yield `${JSON.stringify(key)}:`;
    if (Array.isArray(value)) {
      yield "[";
      for (const [at, item] of value.entries()) yield `${at === 0 ? "\n" : ",\n"}${forScript(item)}`;
      yield "]";
    } else yield forScript(value);
    yield index === entries.length - 1 ? "\n" : ",\n";
  }
}

/** JSON within an element of script: only `<` could end it, or begin a comment in it. */
function forScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

function* plainTable(report: Report): Iterable<string> {
  const grants = report.members.reduce((sum, member) => sum + member.grants.length, 0);
  if (grants > maxPlainTableGrants) {
    yield "<p>This page shows its matrix by a script, which does not run here. Allow scripts for this file, or make the report with --format csv.</p>\n";
    return;
  }
  yield "<p>This page shows more by a script, which does not run here. This is all of it as a table.</p>\n";
  const names = new Map(report.workspaces.map(({ id, name }) => [id, name]));
  const heads = ["Person", "Name", "Workspace", "State", "Asked for", "Since", "Until"];
  yield `<table class="plain">\n<thead>${tableRow(heads, "th")}</thead>\n<tbody>\n`;
  for (const { email, name, grants } of report.members) {
    if (grants.length === 0) yield `${tableRow([email, name ?? "", "none", "", "", "", ""], "td")}\n`;
    for (const { workspaceId, status, isDesired, since, expires } of grants) {
      const cells = [
        email,
        name ?? "",
        names.get(workspaceId) ?? workspaceId,
        status,
        isDesired ? "yes" : "no",
        since?.slice(0, 10) ?? "",
        expires ?? "",
      ];
      yield `${tableRow(cells, "td")}\n`;
    }
  }
  yield "</tbody>\n</table>\n";
}

function tableRow(cells: readonly string[], tag: "th" | "td"): string {
  return `<tr>${cells.map(cell => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
}
