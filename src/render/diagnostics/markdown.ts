import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { SourceTexts } from "../../core/diagnostics/location.ts";
import { writeMarkdown } from "../document/markdown.ts";
import { type Block, fold, maxUnfoldedRows, paragraph, sectionsBlock, type Text } from "../document/model.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import { plainStyle } from "../text/style.ts";
import type { SizeLimit } from "../text/truncate.ts";
import { sentenceOf } from "./messages.ts";
import { diagnosticCounts, renderEachDiagnostic } from "./text.ts";

/** The result of checking files. */
export interface Findings {
  /** The warnings if the files are valid, and all errors and warnings if not. */
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
}

/** Formats the result of checking files, for a job summary. `members` is the number of members, if the files are valid. */
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

/** Matches a line with its middle to cut out: one message can quote a text of any length, and must not crowd out the others. */
const tooLong = /^(.{240}).+(.{60})$/gmu;
const maxSentenceLength = 300;

/** Builds a list of the first diagnostics that fits on a phone, and a fold of all of them with their source lines. */
export function diagnosticBlocks({ diagnostics, texts }: Findings): readonly Block[] {
  if (diagnostics.length === 0) return [];
  const lines = renderEachDiagnostic(diagnostics, texts, plainStyle).map(block =>
    block.trimEnd().replace(tooLong, "$1…$2"),
  );
  const hasErrors = diagnostics.some(one => severityOf(one.code) === "error");
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
    ...paragraph(hasErrors ? undefined : [{ strong: diagnosticCounts(diagnostics) }]),
    ...sectionsBlock([{ head: [], rows, unit: "diagnostic" }]),
    ...fold([all], [{ kind: "lines", language: "text", lines, unit: "diagnostic" }]),
  ];
}
