import type { GuardRefusal } from "../../core/plan/model.ts";
import { joinTexts, type Text } from "../document/model.ts";
import { plainText } from "../document/plain.ts";
import { forTerminal } from "../text/escape.ts";
import { count } from "../text/plural.ts";

/** Why a command does not do what it was asked to, as a line that is safe for a terminal. */
export function refusedLine(reason: string): string {
  return `${forTerminal(`Refused: ${reason}`)}\n`;
}

/** A guard that an apply runs into, with the numbers and the way out. */
export function guardReason(refusal: GuardRefusal): string {
  return plainText(guardText(refusal));
}

/** The same as a text that each writer shows in its way. */
export function guardText(refusal: GuardRefusal): Text {
  switch (refusal.guard) {
    case "maxInvites":
      return [
        `the plan invites ${count(refusal.count, "person", "people")}, more than settings.maxInvites (${refusal.limit}). Raise it in members.yaml if this is meant`,
        { atTerminal: `, or run rollcall apply with --allow-invites ${refusal.count}` },
        ".",
      ];
    case "maxRemovals":
      return [
        `the plan removes ${refusal.count} of ${count(refusal.of, "person", "people")}, more than settings.maxRemovals (${limitText(refusal)}). Raise it in members.yaml if this is meant`,
        { atTerminal: `, or run rollcall apply with --allow-removals ${refusal.count}` },
        ".",
      ];
    case "emptyMembers":
      return [
        `members.yaml lists nobody, and the plan would remove ${count(refusal.count, "person", "people")}. An empty list is taken for a mistake. Leave one person in it, or remove them in Tally.`,
      ];
    case "unknownWorkspaces": {
      const ids = refusal.workspaceIds.map((id): Text => [{ value: id }]);
      return [
        "Tally shows no workspace with the id ",
        ...joinTexts(ids, " or "),
        ". Nothing was sent. Correct it under workspaces in members.yaml, where the id stands in the address of the workspace's page; or use a key whose user sees it.",
      ];
    }
  }
}

function limitText({ setting, limit }: Extract<GuardRefusal, { guard: "maxRemovals" }>): string {
  return typeof setting === "number" ? String(setting) : `${setting}, here ${limit}`;
}
