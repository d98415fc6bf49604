import type { WaitReason } from "../../core/apply/connection.ts";
import { pluralize } from "../text/plural.ts";

/** Returns why Rollcall waits, and for how long if that is known. */
export function renderWait(reason: WaitReason, milliseconds: number | undefined): string {
  const seconds = Math.ceil((milliseconds ?? 0) / 1000);
  const time = seconds < 120 ? pluralize(seconds, "second") : pluralize(Math.ceil(seconds / 60), "minute");
  return `Waiting${milliseconds === undefined ? "" : ` ${time}`}: ${sentences[reason]}.\n`;
}

/** Warns that this machine's clock is wrong. `milliseconds` is negative if it is behind. */
export function renderClockSkew(milliseconds: number): string {
  const time = pluralize(Math.round(Math.abs(milliseconds) / 60_000), "minute");
  return `Warning: This machine's clock is ${time} ${milliseconds > 0 ? "ahead of" : "behind"} Tally's, so Rollcall uses Tally's. Set this machine's clock.\n`;
}

const sentences: Readonly<Record<WaitReason, string>> = {
  "rate-limit": "Rollcall sends Tally at most 80 requests a minute, because Tally's limit is 100",
  "too-many-requests": "Tally asked Rollcall to wait",
  "no-connection": "Tally can't be reached or doesn't respond; trying again",
  "not-shown-yet": "Tally doesn't show every change yet",
  unconfirmed:
    "a call got no usable response and might still be delivered; Rollcall then checks Tally and continues",
};

const width = 40;

/** Returns a progress bar and the number of finished calls, on one line. */
export function renderProgress(done: number, total: number): string {
  const filled = total === 0 ? width : Math.min(width, Math.floor((done / total) * width));
  return `${"=".repeat(filled)}${"-".repeat(width - filled)} ${done}/${total} calls`;
}
