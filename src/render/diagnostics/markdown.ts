import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Texts } from "../../core/diagnostics/location.ts";
import { forMarkdown } from "../text/escape.ts";
import { fenced, folded, mostUnfolded } from "../text/markdown.ts";
import { count, grouped } from "../text/plural.ts";
import { noPaint } from "../text/style.ts";
import { cutBlock, fitting, type Room, shareOf } from "../text/truncate.ts";
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
  const parts = [`### Rollcall: ${head}`, ...diagnosticsPart({ diagnostics, texts }, shareOf(room, 0.95))];
  return `${parts.join("\n\n")}\n`;
}

/** One message can quote a text of any length, and must not push the others out. */
const tooLong = /^(.{240}).+(.{60})$/gmu;

/** The first of them as a list that a phone shows, and all of them with what stands in the file. */
export function diagnosticsPart({ diagnostics, texts }: Findings, room: Room): string[] {
  if (diagnostics.length === 0) return [];
  const blocks = renderEachDiagnostic(diagnostics, texts, noPaint).map(block =>
    block.trimEnd().replace(tooLong, "$1…$2"),
  );
  const isRefused = diagnostics.some(one => severityOf(one.code) === "error");
  const rows = diagnostics.slice(0, mostUnfolded).map(one => {
    const { file, line } = one.place;
    return `- ${forMarkdown(`${file}:${line}`)} ${forMarkdown(sentenceOf(one), longestSentence)}`;
  });
  const shown = rows.slice(0, fitting(rows, shareOf(room, 0.4)));
  const all =
    shown.length < diagnostics.length
      ? `All ${grouped(diagnostics.length)}, with the lines of the file`
      : "With the lines of the file";
  return [
    ...(isRefused ? [] : [`<b>${renderTally(diagnostics)}</b>`]),
    shown.join("\n"),
    folded(all, fenced("text", cutBlock([], blocks, shareOf(room, 0.6), "diagnostic"))),
  ];
}

const longestSentence = 300;
