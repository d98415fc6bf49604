import type { Drift } from "../../core/drift/drift.ts";
import { writeTerminal } from "../document/terminal.ts";
import type { Layout } from "../text/layout.ts";
import type { DisplayNames } from "../text/names.ts";
import { driftDocument } from "./document.ts";

/** What a comparison found, for a person at a terminal. */
export function renderDriftText(drift: Drift, names: DisplayNames, layout: Layout): string {
  return writeTerminal(driftDocument(drift, names), layout);
}
