import type { MissingData } from "../../core/tally/observed.ts";
import { type Block, paragraph } from "../document/model.ts";
import { formatList, pluralize } from "../text/plural.ts";

/** Describes the gaps in live data and their consequences, or returns nothing if it is complete. */
export function gapsBlock(missing: readonly MissingData[], more = ""): readonly Block[] {
  return missing.length === 0
    ? []
    : paragraph([{ strong: "Incomplete response" }, `: ${missingDataSentence(missing)}${more}`]);
}

/** Describes the gaps in live data, and what Rollcall does about them. */
export function missingDataSentence(missing: readonly MissingData[]): string {
  return `Tally returned ${formatList(missing.map(missingDataText))}. Rollcall doesn't assume that anyone left, and removes nobody.`;
}

/** Describes one gap in live data, for use after "Tally returned". */
export function missingDataText(gap: MissingData): string {
  switch (gap.data) {
    case "workspaces":
      return `${gap.read} of ${pluralize(gap.total, "workspace")}`;
    case "members":
      return `${pluralize(gap.count, "workspace member who is", "workspace members who are")} not in the list of members`;
    case "invites":
      return `${pluralize(gap.count, "workspace invite that is", "workspace invites that are")} not in the list of invites`;
    case "unreadable":
      return `${pluralize(gap.count, "item")} without an ID or email address`;
  }
}
