import type {
  CountedGrants,
  GrantStatus,
  MemberFlag,
  ReportApply,
  ReportMember,
} from "../../core/report/model.ts";
import { pluralize } from "../text/plural.ts";

/** What a report without live data can't show. */
export const notChecked = "Tally was not checked, so the report can't show which invites were accepted.";

/** Returns the text for the status of a grant. */
export function grantStatusText(status: GrantStatus): string {
  return status === "not-sent" ? "not sent" : status;
}

/** Returns the properties of a person other than their grants, in words. `show` returns the text for an email address. */
export function remarksOf(
  { flags, newAddress }: Pick<ReportMember, "flags" | "newAddress">,
  show: (email: string) => string = email => email,
): readonly string[] {
  return [...flags.map(flagText), ...(newAddress === undefined ? [] : [`now ${show(newAddress)}`])];
}

function flagText(flag: MemberFlag): string {
  switch (flag) {
    case "owner":
      return "owner";
    case "key":
      return "user of the API key";
    case "protected":
      return "protected";
    case "blocked":
      return "blocked";
    case "unknown-invite":
      return "invited to unknown workspaces";
    case "without-workspace":
      return "not in any workspace";
    case "without-two-factor":
      return "no two-factor authentication";
  }
}

/** Describes what an apply did. */
export function applyText(apply: ReportApply): string {
  const person = (number: number) => pluralize(number, "person");
  const grants = (verb: string, counted: CountedGrants, to: string) =>
    counted.people > 0 && `${verb} ${pluralize(counted.grants, "grant")} ${to} ${person(counted.people)}`;
  const parts = [
    grants("sent", apply.sent, "to"),
    grants("adopted", apply.adopted, "for"),
    apply.canceled > 0 && `canceled the invite of ${person(apply.canceled)}`,
    apply.removed > 0 && `removed ${person(apply.removed)}`,
    apply.forgotten > 0 && `forgot ${person(apply.forgotten)}`,
    apply.lapsed > 0 && `found ${person(apply.lapsed)} no longer in Tally`,
    apply.rejected > 0 && `${pluralize(apply.rejected, "call")} rejected`,
    apply.unconfirmed > 0 && `${pluralize(apply.unconfirmed, "call")} unconfirmed`,
  ];
  return parts.filter(part => part !== false).join("; ");
}
