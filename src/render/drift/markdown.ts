import type { Drift } from "../../core/drift/drift.ts";
import { writeMarkdown } from "../document/markdown.ts";
import type { Legend } from "../text/names.ts";
import { anyRoom, type Room } from "../text/truncate.ts";
import { driftDocument } from "./document.ts";

/** What a comparison found as Markdown, cut to its room on whole rows. */
export function renderDriftMarkdown(drift: Drift, legend: Legend, room: Room = anyRoom): string {
  return writeMarkdown(driftDocument(drift, legend), room);
}
