import type { Plan } from "../../core/plan/model.ts";
import { writeTerminal } from "../document/terminal.ts";
import type { Layout } from "../text/layout.ts";
import type { DisplayNames } from "../text/names.ts";
import { planDocument } from "./document.ts";

/** A plan for a person at a terminal. */
export function renderPlanText(plan: Plan, names: DisplayNames, layout: Layout): string {
  return writeTerminal(planDocument(plan, names), layout);
}
