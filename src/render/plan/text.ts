import type { Plan } from "../../core/plan/model.ts";
import { writeTerminal } from "../document/terminal.ts";
import type { Layout } from "../text/layout.ts";
import type { Legend } from "../text/names.ts";
import { planDocument } from "./document.ts";

/** A plan for a person at a terminal. */
export function renderPlanText(plan: Plan, legend: Legend, layout: Layout): string {
  return writeTerminal(planDocument(plan, legend), layout);
}
