import type { ExceededLimit } from "../../core/plan/model.ts";
import { joinTexts, type Text } from "../document/model.ts";
import { formatNumber, pluralize } from "../text/plural.ts";

/** Describes a safety limit that a plan exceeds, and what to do about it. */
export function limitMessage(failure: ExceededLimit): Text {
  switch (failure.guard) {
    case "maxInvites":
      return [
        `This plan invites ${pluralize(failure.count, "person")}, but maxInvites is ${formatNumber(failure.limit)}, so Rollcall sends nothing. If this is intended, raise maxInvites in members.yaml`,
        onceText("invites", failure.count),
        ".",
      ];
    case "maxRemovals":
      return [
        `This plan removes ${formatNumber(failure.count)} of ${pluralize(failure.of, "person")}, but maxRemovals is ${limitText(failure)}, so Rollcall changes nothing. If this is intended, raise maxRemovals in members.yaml`,
        onceText("removals", failure.count),
        ".",
      ];
    case "emptyMembers":
      return [
        `members.yaml has no members, but ${pluralize(failure.count, "person has", "people have")} access. Rollcall treats an empty list as a mistake. Keep at least one member, or remove the people in Tally.`,
      ];
    case "unknownWorkspaces": {
      const ids = failure.workspaceIds.map(id => ({ value: id }));
      return [
        ids.length === 1 ? "Workspace " : "Workspaces not found in Tally: ",
        joinTexts(ids, ", "),
        ids.length === 1 ? " not found in Tally" : "",
        ". Nothing in this plan was sent. Correct the ID in members.yaml (it appears in the workspace URL), or use an API key whose user can see the workspace.",
      ];
    }
  }
}

/** Returns how to exceed a limit once. */
function onceText(what: "invites" | "removals", count: number): Text {
  return [
    { atTerminal: ` or run rollcall apply --allow-${what} ${count}` },
    { inMarkdown: [` or start the apply workflow manually with allow-${what}: ${count}`] },
  ];
}

function limitText({ setting, limit }: Extract<ExceededLimit, { guard: "maxRemovals" }>): string {
  return typeof setting === "number" ? formatNumber(setting) : `${setting} (${pluralize(limit, "person")})`;
}
