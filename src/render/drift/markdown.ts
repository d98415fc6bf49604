import type { Drift } from "../../core/drift/drift.ts";
import type { Finding } from "../../core/findings/model.ts";
import { type FindingGroup, groupFindings, workspacesIn } from "../findings/groups.ts";
import { detailOf } from "../findings/messages.ts";
import { forMarkdown } from "../text/escape.ts";
import { folded, mostUnfolded, workspacesMarkdown } from "../text/markdown.ts";
import type { Legend } from "../text/names.ts";
import { count } from "../text/plural.ts";
import { anyRoom, cutBlock, type Room, shareOf } from "../text/truncate.ts";
import { askedFor, differences, noDriftSentence, unclearSentence } from "./sentences.ts";

/**
 * What a comparison found as Markdown, cut to its room on whole rows. The same findings give the same text on another day. Where
 * they are many, each kind is a head that opens.
 */
export function renderDriftMarkdown(drift: Drift, legend: Legend, room: Room = anyRoom): string {
  const [different = [], toKnow = []] = (["drift", "information"] as const).map(level =>
    groupFindings(drift.findings.filter(one => one.level === level)),
  );
  const share = shareOf(room, 0.9 / (different.length + toKnow.length + 1));
  const unclear = unclearSentence(drift);
  const isMuch = drift.summary.drift > mostUnfolded;
  const parts = [
    different.length > 0
      ? `### Drift in organization ${forMarkdown(drift.organization)}: ${differences(drift)}`
      : `### ${noDriftSentence(drift)}`,
    ...different.map(block => renderBlock(block, legend, share, isMuch)),
    ...(unclear === undefined ? [] : [`<b>The look was not whole</b>: ${unclear}`]),
    ...(toKnow.length > 0
      ? [
          folded(
            `Worth knowing, although nothing disagrees: ${count(drift.summary.information, "thing")}`,
            toKnow.map(block => renderBlock(block, legend, share, false)).join("\n\n"),
          ),
        ]
      : []),
    ...(different.length > 0 ? [`members.yaml asks for ${askedFor(drift)}.`] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderBlock(
  { head, meaning, size, findings }: FindingGroup,
  legend: Legend,
  room: Room,
  isFolded: boolean,
): string {
  const rows = findings.map(one => rowMarkdown(one, legend));
  const list = cutBlock([], rows, room, "finding");
  const title = `<b>${head}</b>: ${size}`;
  return isFolded || rows.length > mostUnfolded
    ? folded(title, `${meaning}\n\n${list}`)
    : `${title}. ${meaning}\n\n${list}`;
}

function rowMarkdown(finding: Finding, legend: Legend): string {
  const named = [
    finding.email === undefined ? "" : forMarkdown(finding.email),
    workspacesMarkdown(workspacesIn(finding), legend),
  ];
  const detail = detailOf(finding);
  return `- ${named.filter(part => part !== "").join(": ")}${detail === undefined ? "" : `, ${detail}`}`;
}
