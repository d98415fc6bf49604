import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Texts } from "../../core/diagnostics/location.ts";
import { writeMarkdown } from "../document/markdown.ts";
import { type Block, fold, mostUnfolded, paragraph, sectionsBlock } from "../document/model.ts";
import { count, grouped } from "../text/plural.ts";
import { noPaint } from "../text/style.ts";
import type { Room } from "../text/truncate.ts";
import { sentenceOf } from "./messages.ts";
import { renderEachDiagnostic, renderTally } from "./text.ts";

/** What checking files found. */
export interface Findings {
  /** The files' warnings, or all that is wrong with them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: Texts;
}

/** What checking the files found, for a summary. `members` is their number where the files read. */
export function renderFindings(
  { diagnostics, texts, members }: Findings & { readonly members: number | undefined },
  room: Room,
): string {
  const wrong = diagnostics.length > 0 ? renderTally(diagnostics) : "nothing wrong";
  const head = members === undefined ? wrong : `${count(members, "member")}, ${wrong}`;
  return writeMarkdown(
    { title: [`Rollcall: ${head}`], blocks: diagnosticBlocks({ diagnostics, texts }) },
    room,
  );
}

/** One message can quote a text of any length, and must not push the others out. */
const tooLong = /^(.{240}).+(.{60})$/gmu;
const longestSentence = 300;

/** The first of them as a list that a phone shows, and all of them with what stands in the file. */
export function diagnosticBlocks({ diagnostics, texts }: Findings): readonly Block[] {
  if (diagnostics.length === 0) return [];
  const lines = renderEachDiagnostic(diagnostics, texts, noPaint).map(block =>
    block.trimEnd().replace(tooLong, "$1…$2"),
  );
  const isRefused = diagnostics.some(one => severityOf(one.code) === "error");
  const rows = diagnostics.slice(0, mostUnfolded).map(one => {
    const { file, line } = one.place;
    return {
      subject: [{ value: `${file}:${line}` }, " ", { value: sentenceOf(one), max: longestSentence }],
    };
  });
  const all =
    rows.length < diagnostics.length
      ? `All ${grouped(diagnostics.length)}, with the lines of the file`
      : "With the lines of the file";
  return [
    ...paragraph(isRefused ? undefined : [{ strong: renderTally(diagnostics) }]),
    ...sectionsBlock([{ head: [], rows, unit: "diagnostic" }]),
    ...fold([all], [{ kind: "lines", language: "text", lines, unit: "diagnostic" }]),
  ];
}
