import type { Gap } from "../../core/tally/observed.ts";
import { type Block, paragraph } from "../document/model.ts";
import { count, listed } from "../text/plural.ts";

/** What live data lacked, and what follows from it; nothing if it was complete. */
export function gapsBlock(gaps: readonly Gap[], more = ""): readonly Block[] {
  return gaps.length === 0
    ? []
    : paragraph([{ strong: "The look was not whole" }, `: ${gapsSentence(gaps)}${more}`]);
}

/** What live data lacked, and that nothing is concluded from it. */
export function gapsSentence(gaps: readonly Gap[]): string {
  return `${listed(gaps.map(gapText))}. So nothing is concluded from what is not shown: nobody is removed, and nobody counts as gone.`;
}

/** What live data lacked. */
export function gapText(gap: Gap): string {
  switch (gap.gap) {
    case "workspaces":
      return `${count(gap.read, "workspace was", "workspaces were")} read, and Tally counts ${gap.total}`;
    case "members":
      return `${count(gap.count, "person in a workspace is", "people in workspaces are")} not in the list of members`;
    case "invites":
      return `${count(gap.count, "invite to a workspace is", "invites to workspaces are")} not in the list of invites`;
    case "unreadable":
      return `${count(gap.count, "item", "items")} came without id or address`;
  }
}
