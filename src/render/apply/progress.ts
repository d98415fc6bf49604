import type { WaitReason } from "../../core/apply/connection.ts";
import { pluralize } from "../text/plural.ts";

/** Why nothing is sent for a while, and for how long where that is known. */
export function renderWait(reason: WaitReason, milliseconds: number | undefined): string {
  const time = milliseconds === undefined ? "" : ` ${pluralize(Math.ceil(milliseconds / 1000), "second")}`;
  return `Waiting${time}: ${sentences[reason]}.\n`;
}

const sentences: Readonly<Record<WaitReason, string>> = {
  "rate-limit": "Tally takes 100 requests a minute, and Rollcall uses at most 80 of them",
  "too-many-requests": "Tally asks for a pause",
  "no-connection": "Tally cannot be reached or does not answer; trying again",
  "not-shown-yet": "Tally does not show all of it yet",
};

const width = 40;

/** A bar and the number of calls that have ended, for one line of a terminal. */
export function renderProgress(done: number, total: number): string {
  const filled = total === 0 ? width : Math.min(width, Math.floor((done / total) * width));
  return `${"=".repeat(filled)}${"-".repeat(width - filled)} ${done}/${total} calls`;
}
