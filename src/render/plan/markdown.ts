import type { Plan } from "../../core/plan/model.ts";
import { writeMarkdown } from "../document/markdown.ts";
import type { DisplayNames } from "../text/names.ts";
import { noLimit, type SizeLimit } from "../text/truncate.ts";
import { planDocument } from "./document.ts";

/** A plan as Markdown. Where there is little room, lists are cut. */
export function renderPlanMarkdown(plan: Plan, names: DisplayNames, limit: SizeLimit = noLimit): string {
  return writeMarkdown(planDocument(plan, names), limit);
}
