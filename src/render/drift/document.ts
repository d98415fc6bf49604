import type { Drift } from "../../core/drift/drift.ts";
import { type Finding, type FindingLevel, workspacesIn } from "../../core/findings/model.ts";
import {
  type Document,
  fold,
  grantsRow,
  joinNotes,
  maxUnfoldedRows,
  type Row,
  type Section,
  sectionsBlock,
} from "../document/model.ts";
import { gapsBlock } from "../findings/gaps.ts";
import { groupFindings } from "../findings/groups.ts";
import { detailOf, findingSigns, otherAddressText } from "../findings/messages.ts";
import type { DisplayNames } from "../text/names.ts";
import { pluralize } from "../text/plural.ts";

/** Builds the result of a comparison: differences first, then notes. The same findings give the same text on any day. */
export function driftDocument(drift: Drift, names: DisplayNames): Document {
  const { drift: differences, information } = drift.summary;
  const hasDrift = differences > 0;
  const size = pluralize(differences, "difference");
  const notes = information === 0 ? "" : `, ${pluralize(information, "note")}`;
  return {
    title: hasDrift
      ? ["Drift in organization ", { value: drift.organization }, `: ${size}`]
      : [noChangesSentence(drift)],
    blocks: [
      ...sectionsBlock(sectionsOf(drift, "drift", names)),
      ...gapsBlock(drift.missing, incompleteSentence(drift)),
      ...fold(
        [`For your information: ${pluralize(information, "note")}`],
        sectionsBlock(sectionsOf(drift, "information", names)),
      ),
    ],
    summary: hasDrift ? [`${size}${notes}. members.yaml has ${membersText(drift)}.`] : undefined,
  };
}

function sectionsOf(drift: Drift, level: FindingLevel, names: DisplayNames): readonly Section[] {
  const isDrift = level === "drift";
  return groupFindings(drift.findings.filter(one => one.level === level)).map(
    ({ head, meaning, size, findings }): Section => ({
      head: [{ strong: head }, `: ${size}`],
      sentence: [meaning],
      rows: findings.map(one => findingRow(one, names)),
      unit: "finding",
      isFolded: isDrift && drift.summary.drift > maxUnfoldedRows,
      isWarning: isDrift,
    }),
  );
}

function findingRow(finding: Finding, names: DisplayNames): Row {
  const { email } = finding;
  const row = grantsRow(
    { email: email ?? "", workspaceIds: workspacesIn(finding) },
    names,
    joinNotes(detailOf(finding), otherAddressText(finding)),
  );
  return { sign: findingSigns[finding.kind], ...row, ...(email === undefined && { subject: "" }) };
}

/** Returns the size of members.yaml: `12 people with 30 grants`. */
function membersText({ summary }: Drift): string {
  return `${pluralize(summary.people, "person")} with ${pluralize(summary.grants, "grant")}`;
}

/** Returns the only sentence of a comparison without differences. */
function noChangesSentence(drift: Drift): string {
  const { people, grants } = drift.summary;
  const sizes = `${pluralize(people, "person")}, ${pluralize(grants, "grant")}`;
  return drift.missing.length > 0
    ? `No drift found, but Tally's response is incomplete (members.yaml: ${sizes}).`
    : `No drift. members.yaml, the state file, and Tally match (${sizes}).`;
}

/** Returns how many grants of members.yaml the incomplete live data lacks. */
function incompleteSentence({ unclear }: Drift): string {
  const grants = unclear.reduce((sum, one) => sum + one.workspaceIds.length, 0);
  const whose = `${pluralize(grants, "grant")} of ${pluralize(unclear.length, "person")}`;
  return grants === 0 ? "" : ` It doesn't show ${whose}, which might exist anyway.`;
}
