import type { MissingData } from "../../core/tally/observed.ts";
import { type Block, paragraph } from "../document/model.ts";
import { formatList, pluralize } from "../text/plural.ts";

/** What live data lacked, and what follows from it; nothing if it was complete. */
export function gapsBlock(missing: readonly MissingData[], more = ""): readonly Block[] {
  return missing.length === 0
    ? []
    : paragraph([{ strong: "The look was not whole" }, `: ${missingDataSentence(missing)}${more}`]);
}

/** What live data lacked, and that nothing is concluded from it. */
export function missingDataSentence(missing: readonly MissingData[]): string {
  return `${formatList(missing.map(missingDataText))}. So nothing is concluded from what is not shown: nobody is removed, and nobody counts as gone.`;
}

/** What live data lacked. */
export function missingDataText(gap: MissingData): string {
  switch (gap.data) {
    case "workspaces":
      return `${pluralize(gap.read, "workspace was", "workspaces were")} read, and Tally counts ${gap.total}`;
    case "members":
      return `${pluralize(gap.count, "person in a workspace is", "people in workspaces are")} not in the list of members`;
    case "invites":
      return `${pluralize(gap.count, "invite to a workspace is", "invites to workspaces are")} not in the list of invites`;
    case "unreadable":
      return `${pluralize(gap.count, "item", "items")} came without id or address`;
  }
}
