import type { Plan, PlannedGrants } from "../../core/plan/model.ts";
import type { Email } from "../../core/values/address.ts";
import type { Day } from "../../core/values/day.ts";
import { grantsRow, joinNotes, type Section } from "../document/model.ts";
import { newAddressNote } from "../findings/addresses.ts";
import { headedText } from "../text/headed.ts";
import type { DisplayNames } from "../text/names.ts";
import { formatList, pluralize } from "../text/plural.ts";

/** Builds the sections of actions: first cancellations and removals, then changes to the state file. */
export function actionSections(plan: Plan, names: DisplayNames): readonly Section[] {
  const section = (sign: string, actions: readonly PlannedAction[], sentences: string): Section => {
    const { head, meaning } = headedText(sentences);
    return {
      head: [{ strong: head }, `: ${pluralize(actions.length, "person")}`],
      sentence: [meaning],
      rows: actions.map(one => ({
        sign,
        ...grantsRow(one, names, joinNotes(dayNote(one), newAddressNote(one.newAddress))),
      })),
      unit: "person",
    };
  };
  const ended = plan.cancel.filter(one => one.because !== "resend");
  const resent = plan.cancel.filter(one => one.because === "resend");
  const reason = "They are no longer in members.yaml, or their access expired.";
  return [
    section("-", ended, `Cancel. ${reason} Rollcall cancels their pending invite.`),
    section("-", plan.remove, `Remove. ${reason} Rollcall removes them from the organization.`),
    section("~", resent, "Replace. Rollcall cancels their pending invite and sends a new one."),
    section(
      "=",
      plan.adopt,
      "Adopt. They already have this access in Tally. Rollcall adds it to the state file and sends no email.",
    ),
    section(
      "=",
      plan.forget,
      "Forget. They are no longer in members.yaml or in Tally. Rollcall removes them from the state file.",
    ),
  ];
}

/** One person in a section, with the last day of access if it has ended, and the new address if there is one. */
interface PlannedAction extends PlannedGrants {
  readonly day?: Day | undefined;
  readonly newAddress?: Email | undefined;
}

function dayNote({ day }: PlannedAction): string | undefined {
  return day === undefined ? undefined : `last day ${day}`;
}

/** Returns the results of unconfirmed calls according to live data, if there are any. */
export function resolvedSentence({ resolved }: Plan): string | undefined {
  if (resolved.length === 0) return undefined;
  const done = resolved.filter(one => one.result === "done" && one.emails === undefined).length;
  const partly = resolved.filter(one => one.emails !== undefined).length;
  const parts = [
    done > 0 && `${pluralize(done, "unconfirmed call")} succeeded`,
    partly > 0 && `${pluralize(partly, "unconfirmed call")} partly succeeded`,
    done + partly < resolved.length &&
      `${pluralize(resolved.length - done - partly, "unconfirmed call")} had no effect`,
  ].filter(part => part !== false);
  return `Tally shows that ${formatList(parts)}.`;
}
