import { formatEvent, formatHeader } from "../../core/state/events.ts";
import { currentTimestamp } from "../../io/clock.ts";
import { digestOf } from "../../io/digest.ts";
import type { Io } from "../../io/io.ts";

/** Returns the text of a new state file, which records the events of the states that it replaces. */
export async function newStateText(
  io: Pick<Io, "clock" | "newId">,
  organization: string,
  replaces: readonly string[] = [],
): Promise<string> {
  const header = formatHeader(organization, io.newId("lineage"));
  if (replaces.length === 0) return header;
  const { replacedEvent } = await import("../../core/state/continuity.ts");
  const replaced = replacedEvent(replaces, currentTimestamp(io), digestOf);
  return header + (replaced ? formatEvent(replaced) : "");
}
