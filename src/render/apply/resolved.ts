import type { Resolution } from "../../core/plan/model.ts";
import type { UnconfirmedCall } from "../../core/state/recorded.ts";
import { escapeTerminal } from "../text/escape.ts";
import { pluralize } from "../text/plural.ts";

/** What a look said of unconfirmed calls, one line each, and what comes next. */
export function renderResolvedByObservation(
  calls: readonly UnconfirmedCall[],
  resolutions: readonly Resolution[],
): string {
  const resolved = new Map(resolutions.map(one => [one.call, one]));
  const lines = calls.map(({ call, emails }) => {
    return `  call ${call}: ${verdictText(resolved.get(call), emails)}\n`;
  });
  const left = calls.length - resolutions.length;
  const rest =
    left === 0
      ? "The next apply sends what did not arrive.\n"
      : `${pluralize(left, "call stays", "calls stay")} unconfirmed: Tally does not show enough to tell, or they are less than ten minutes old. Try again later, or look yourself, and use --as sent or --as not-sent.\n`;
  return `${lines.join("")}${rest}`;
}

function verdictText(resolution: Resolution | undefined, emails: readonly string[]): string {
  if (!resolution) return "not settled";
  if (resolution.result === "not-sent") return "Tally shows nothing of it, so it counts as not sent";
  const done = resolution.emails;
  if (!done) return `Tally shows it (${pluralize(emails.length, "person", "people")})`;
  return `Tally shows it for ${done.map(escapeTerminal).join(", ")}, and not for the other${emails.length - done.length > 1 ? "s" : ""}`;
}
