import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { SourceTexts } from "../../core/diagnostics/location.ts";
import { writeMarkdown } from "../document/markdown.ts";
import { type Block, fold, maxUnfoldedRows, paragraph, sectionsBlock, type Text } from "../document/model.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import { plainStyle } from "../text/style.ts";
import type { SizeLimit } from "../text/truncate.ts";
import { sentenceOf } from "./messages.ts";
import { diagnosticCounts, renderEachDiagnostic } from "./text.ts";

/** What checking files found. */
export interface Findings {
  /** The files' warnings, or all that is wrong with them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
}

/** What checking the files found, for a summary. `members` is their number where the files read. */
export function renderFindings(
  { diagnostics, texts, members }: Findings & { readonly members: number | undefined },
  limit: SizeLimit,
  footer?: Text,
): string {
  const wrong = diagnostics.length > 0 ? diagnosticCounts(diagnostics) : "no problems found";
  const head = members === undefined ? wrong : `${pluralize(members, "member")}, ${wrong}`;
  return writeMarkdown(
    { title: [`Rollcall: ${head}`], blocks: diagnosticBlocks({ diagnostics, texts }), footer },
    limit,
  );
}

/** One message can quote a text of any length, and must not push the others out. */
const tooLong = /^(.{240}).+(.{60})$/gmu;
const maxSentenceLength = 300;

/** The first diagnostics as a list that fits on a phone, and all of them with their source lines. */
export function diagnosticBlocks({ diagnostics, texts }: Findings): readonly Block[] {
  if (diagnostics.length === 0) return [];
  const lines = renderEachDiagnostic(diagnostics, texts, plainStyle).map(block =>
    block.trimEnd().replace(tooLong, "$1…$2"),
  );
  const isRefused = diagnostics.some(one => severityOf(one.code) === "error");
  const rows = diagnostics.slice(0, maxUnfoldedRows).map(one => {
    const { file, line } = one.location;
    return {
      subject: [{ value: `${file}:${line}` }, " ", { value: sentenceOf(one), max: maxSentenceLength }],
    };
  });
  const all =
    rows.length < diagnostics.length
      ? `All ${formatNumber(diagnostics.length)} with source lines`
      : "Source lines";
  return [
    ...paragraph(isRefused ? undefined : [{ strong: diagnosticCounts(diagnostics) }]),
    ...sectionsBlock([{ head: [], rows, unit: "diagnostic" }]),
    ...fold([all], [{ kind: "lines", language: "text", lines, unit: "diagnostic" }]),
  ];
}
