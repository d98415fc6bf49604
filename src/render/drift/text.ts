import type { Drift } from "../../core/drift/drift.ts";
import type { Finding } from "../../core/findings/model.ts";
import { type FindingGroup, groupFindings, workspacesIn } from "../findings/groups.ts";
import { detailOf, signOf } from "../findings/messages.ts";
import { titled, workspacesText } from "../plan/text.ts";
import { inColumns } from "../text/columns.ts";
import { forTerminal } from "../text/escape.ts";
import type { Layout } from "../text/layout.ts";
import type { Legend } from "../text/names.ts";
import { count } from "../text/plural.ts";
import { wrapped } from "../text/wrap.ts";
import { askedFor, differences, noDriftSentence, unclearSentence } from "./sentences.ts";

const mostWithDetails = 20;
const longestDetail = 50;

/** What a comparison found, for a person at a terminal: what disagrees first, then what is worth knowing. */
export function renderDriftText(drift: Drift, legend: Legend, layout: Layout): string {
  const { paint, width } = layout;
  const [different = [], toKnow = []] = (["drift", "information"] as const).map(level =>
    groupFindings(drift.findings.filter(one => one.level === level)),
  );
  const unclear = unclearSentence(drift);
  const parts = [
    different.length > 0
      ? `${paint.bold(`Drift in organization ${forTerminal(drift.organization)}: ${differences(drift)}`)}\n`
      : wrapped(noDriftSentence(drift), width),
    ...different.map(block => renderBlock(block, legend, layout)),
    ...(unclear === undefined
      ? []
      : [titled("The look was not whole", paint.yellow, forTerminal(unclear), width)]),
    ...(toKnow.length > 0 ? [`${paint.bold("Worth knowing")}, although nothing disagrees:\n`] : []),
    ...toKnow.map(block => renderBlock(block, legend, layout)),
    ...(different.length > 0 ? [wrapped(summaryText(drift), width)] : []),
  ];
  return parts.join("\n");
}

function renderBlock(block: FindingGroup, legend: Legend, { paint, width }: Layout): string {
  const { head, meaning, size, findings } = block;
  const isDrift = findings.some(one => one.level === "drift");
  const painted = isDrift ? paint.yellow : String;
  const title = titled(head, painted, `${size}. ${meaning}`, width);
  const rows = findings.map(one => rowText(one, legend, width));
  if (findings.length <= mostWithDetails) return title + rows.join("");
  const cells = findings.map(one => `${signOf(one)} ${forTerminal(one.email ?? one.workspaceId)}`);
  return title + inColumns(cells, width - 2);
}

function rowText(finding: Finding, legend: Legend, width: number): string {
  const where = workspacesText(workspacesIn(finding), legend);
  const named = [finding.email === undefined ? "" : forTerminal(finding.email), where];
  const detail = detailOf(finding);
  const row = `  ${signOf(finding)} ${named.filter(part => part !== "").join(": ")}`;
  if (detail === undefined) return `${row}\n`;
  return detail.length > longestDetail
    ? `${row}\n${wrapped(detail, width, "      ")}`
    : `${row}, ${detail}\n`;
}

function summaryText(drift: Drift): string {
  const { information } = drift.summary;
  const toKnow = information === 0 ? "" : `, ${count(information, "thing")} to know`;
  return `Summary: ${differences(drift)}${toKnow}; members.yaml asks for ${askedFor(drift)}.`;
}
