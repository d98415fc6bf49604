import type { CountedGrants, GrantStatus, MemberFlag, ReportApply } from "../../core/report/model.ts";
import { pluralize } from "../text/plural.ts";

/** What is known of a grant. */
export function grantStatusText(status: GrantStatus): string {
  return status === "not-sent" ? "not sent" : status;
}

/** What there is to say of a person beside their grants. */
export function flagText(flag: MemberFlag): string {
  switch (flag) {
    case "owner":
      return "owner";
    case "key":
      return "the key's user";
    case "protected":
      return "protected";
    case "blocked":
      return "blocked";
    case "unknown-invite":
      return "invited to unknown workspaces";
    case "without-workspace":
      return "in no workspace";
    case "without-two-factor":
      return "no two-factor sign-in";
  }
}

/** What an apply did. */
export function applyText(apply: ReportApply): string {
  const person = (number: number) => pluralize(number, "person");
  const grants = (verb: string, counted: CountedGrants, to: string) =>
    counted.people > 0 && `${verb} ${pluralize(counted.grants, "grant")} ${to} ${person(counted.people)}`;
  const parts = [
    grants("sent", apply.sent, "to"),
    grants("adopted", apply.adopted, "of"),
    apply.cancelled > 0 && `cancelled the invite of ${person(apply.cancelled)}`,
    apply.removed > 0 && `removed ${person(apply.removed)}`,
    apply.forgotten > 0 && `forgot ${person(apply.forgotten)}`,
    apply.lapsed > 0 && `found ${person(apply.lapsed)} gone`,
    apply.rejected > 0 && `${pluralize(apply.rejected, "call")} refused`,
    apply.unconfirmed > 0 && `${pluralize(apply.unconfirmed, "call")} unconfirmed`,
  ];
  return parts.filter(part => part !== false).join("; ");
}
