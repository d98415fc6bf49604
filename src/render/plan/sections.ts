import type { Plan, PlannedGrants } from "../../core/plan/model.ts";
import type { Day } from "../../core/values/day.ts";
import { grantsRow, type Section } from "../document/model.ts";
import { headedText } from "../text/headed.ts";
import type { DisplayNames } from "../text/names.ts";
import { formatList, pluralize } from "../text/plural.ts";

/** What is taken away first, then what is only recorded. */
export function actionSections(plan: Plan, names: DisplayNames): readonly Section[] {
  const section = (sign: string, actions: readonly PlannedAction[], sentences: string): Section => {
    const { head, meaning } = headedText(sentences);
    return {
      head: [{ strong: head }, `: ${pluralize(actions.length, "person")}`],
      sentence: [meaning],
      rows: actions.map(one => ({
        sign,
        ...grantsRow(one, names, one.day === undefined ? undefined : `access ended with ${one.day}`),
      })),
      unit: "person",
    };
  };
  const gone = plan.cancel.filter(one => one.because !== "resend");
  const resent = plan.cancel.filter(one => one.because === "resend");
  const reason = "Gone from members.yaml, or their access has ended";
  return [
    section("-", gone, `Cancel. ${reason}: their pending invite is withdrawn.`),
    section("-", plan.remove, `Remove. ${reason}: they are taken out of the organization.`),
    section("~", resent, "Replace. Their pending invite is withdrawn, and a fresh one sent."),
    section("=", plan.adopt, "Adopt. Tally has this already: it is only recorded, and nobody gets an email."),
    section(
      "=",
      plan.forget,
      "Forget. Neither in members.yaml nor in Tally any more: only the record changes.",
    ),
  ];
}

/** One person of a section, with the last day of access if it has ended. */
interface PlannedAction extends PlannedGrants {
  readonly day?: Day | undefined;
}

/** What the look says of earlier calls; nothing where it says nothing. */
export function resolvedSentence({ resolved }: Plan): string | undefined {
  if (resolved.length === 0) return undefined;
  const done = resolved.filter(one => one.result === "done" && one.emails === undefined).length;
  const partly = resolved.filter(one => one.emails !== undefined).length;
  const parts = [
    done > 0 && `${pluralize(done, "call")} arrived`,
    partly > 0 && `${pluralize(partly, "call")} arrived in part`,
    done + partly < resolved.length && `${pluralize(resolved.length - done - partly, "call")} did not arrive`,
  ].filter(part => part !== false);
  return `of what was sent without an answer, Tally shows that ${formatList(parts)}.`;
}
