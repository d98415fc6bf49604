import type { Drift } from "../../core/drift/drift.ts";
import { writeMarkdown } from "../document/markdown.ts";
import type { DisplayNames } from "../text/names.ts";
import { noLimit, type SizeLimit } from "../text/truncate.ts";
import { driftDocument } from "./document.ts";

/** What a comparison found as Markdown, cut to its room on whole rows. */
export function renderDriftMarkdown(drift: Drift, names: DisplayNames, limit: SizeLimit = noLimit): string {
  return writeMarkdown(driftDocument(drift, names), limit);
}
