import type { Plan } from "../../core/plan/model.ts";
import { writeMarkdown } from "../document/markdown.ts";
import type { Legend } from "../text/names.ts";
import { anyRoom, type Room } from "../text/truncate.ts";
import { planDocument } from "./document.ts";

/** A plan as Markdown. Where there is little room, lists are cut. */
export function renderPlanMarkdown(plan: Plan, legend: Legend, room: Room = anyRoom): string {
  return writeMarkdown(planDocument(plan, legend), room);
}
