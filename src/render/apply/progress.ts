import type { WaitReason } from "../../core/apply/connection.ts";
import { pluralize } from "../text/plural.ts";

/** Why nothing is sent for a while, and for how long if that is known. */
export function renderWait(reason: WaitReason, milliseconds: number | undefined): string {
  const seconds = Math.ceil((milliseconds ?? 0) / 1000);
  const time = seconds < 120 ? pluralize(seconds, "second") : pluralize(Math.ceil(seconds / 60), "minute");
  return `Waiting${milliseconds === undefined ? "" : ` ${time}`}: ${sentences[reason]}.\n`;
}

/** How far this machine's clock is off. `milliseconds` is negative if it is behind. */
export function renderClockSkew(milliseconds: number): string {
  const time = pluralize(Math.round(Math.abs(milliseconds) / 60_000), "minute");
  return `This machine's clock is ${time} ${milliseconds > 0 ? "ahead of" : "behind"} Tally's. Rollcall uses Tally's. Set the clock of this machine.\n`;
}

const sentences: Readonly<Record<WaitReason, string>> = {
  "rate-limit": "Tally takes 100 requests a minute, and Rollcall uses at most 80 of them",
  "too-many-requests": "Tally asks for a pause",
  "no-connection": "Tally cannot be reached or does not answer; trying again",
  "not-shown-yet": "Tally does not show all of it yet",
  unconfirmed:
    "a call without a usable response may still be delivered; after that, Rollcall checks Tally and continues",
};

const width = 40;

/** A bar and the number of calls that have ended, for one line of a terminal. */
export function renderProgress(done: number, total: number): string {
  const filled = total === 0 ? width : Math.min(width, Math.floor((done / total) * width));
  return `${"=".repeat(filled)}${"-".repeat(width - filled)} ${done}/${total} calls`;
}
