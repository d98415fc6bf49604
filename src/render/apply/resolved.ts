import type { Settlement } from "../../core/plan/model.ts";
import type { UnconfirmedCall } from "../../core/state/recorded.ts";
import { forTerminal } from "../text/escape.ts";
import { count } from "../text/plural.ts";

/** What a look said of unconfirmed calls, one line each, and what comes next. */
export function renderSettledByLook(
  calls: readonly UnconfirmedCall[],
  settlements: readonly Settlement[],
): string {
  const settled = new Map(settlements.map(one => [one.call, one]));
  const lines = calls.map(({ call, emails }) => {
    return `  call ${call}: ${verdictText(settled.get(call), emails)}\n`;
  });
  const left = calls.length - settlements.length;
  const rest =
    left === 0
      ? "The next apply sends what did not arrive.\n"
      : `${count(left, "call stays", "calls stay")} unconfirmed: Tally does not show enough to tell, or they are less than ten minutes old. Try again later, or look yourself, and use --as sent or --as not-sent.\n`;
  return `${lines.join("")}${rest}`;
}

function verdictText(settlement: Settlement | undefined, emails: readonly string[]): string {
  if (!settlement) return "not settled";
  if (settlement.result === "not-sent") return "Tally shows nothing of it, so it counts as not sent";
  const done = settlement.emails;
  if (!done) return `Tally shows it (${count(emails.length, "person", "people")})`;
  return `Tally shows it for ${done.map(forTerminal).join(", ")}, and not for the other${emails.length - done.length > 1 ? "s" : ""}`;
}
