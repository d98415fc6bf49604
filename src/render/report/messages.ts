import type { Counted, Remark, ReportApply, Standing } from "../../core/report/model.ts";
import { count } from "../text/plural.ts";

/** What is known of a grant. */
export function standingText(standing: Standing): string {
  return standing === "not-sent" ? "not sent" : standing;
}

/** What there is to say of a person beside their grants. */
export function remarkText(remark: Remark): string {
  switch (remark) {
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
  const person = (number: number) => count(number, "person", "people");
  const grants = (verb: string, counted: Counted, to: string) =>
    counted.people > 0 && `${verb} ${count(counted.grants, "grant")} ${to} ${person(counted.people)}`;
  const parts = [
    grants("sent", apply.sent, "to"),
    grants("adopted", apply.adopted, "of"),
    apply.cancelled > 0 && `cancelled the invite of ${person(apply.cancelled)}`,
    apply.removed > 0 && `removed ${person(apply.removed)}`,
    apply.forgotten > 0 && `forgot ${person(apply.forgotten)}`,
    apply.lapsed > 0 && `found ${person(apply.lapsed)} gone`,
    apply.refused > 0 && `${count(apply.refused, "call")} refused`,
    apply.unconfirmed > 0 && `${count(apply.unconfirmed, "call")} unconfirmed`,
  ];
  return parts.filter(part => part !== false).join("; ");
}
