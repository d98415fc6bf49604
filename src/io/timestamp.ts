import type { Io } from "./io.ts";

/** The time of a clock as ISO 8601 in UTC. */
export function currentTimestamp({ clock }: Pick<Io, "clock">): string {
  return new Date(clock.now()).toISOString();
}
