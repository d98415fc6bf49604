import type { ColumnKind } from "../../diagnostics/details.ts";

type StatusKind = Extract<ColumnKind, "status" | "enabled" | "disabled" | "account control" | "desired">;

/** The kinds of columns that tell whether a person is active. */
export const statusKinds: readonly StatusKind[] = [
  "status",
  "enabled",
  "disabled",
  "account control",
  "desired",
];

/** Whether a cell of a column means that the person is not active. */
export function isInactive(kind: StatusKind, text: string): boolean {
  return rules[kind](text.trim().toLowerCase());
}

/**
 * The words of Slack (Deactivated, Bot), Google Workspace (Suspended, Archived), Okta (SUSPENDED, DEPROVISIONED), and lists of staff. A
 * person who is locked out, invited, or on leave is active.
 */
const inactiveWord =
  /^(?:account |user )?(?:suspended|deactivated|deprovisioned|disabled|inactive|archived|blocked|deleted|removed|revoked|terminated|left|former|resigned|retired|departed|offboarded|bot|inaktiv|deaktiviert|gesperrt|ausgeschieden)(?![\p{L}\p{N}])|^(?:not|no longer)[ _]active(?![\p{L}\p{N}])/u;

/** In the languages in which spreadsheets write a checkbox. */
const no = new Set(["false", "no", "n", "0", "falsch", "nein", "faux", "non", "falso"]);
/** A cell that gives neither a date nor a yes. */
const nothing = new Set(["", ...no, "-", "n/a", "na", "none", "null", "never"]);

const rules: Readonly<Record<StatusKind, (text: string) => boolean>> = {
  status: text => inactiveWord.test(text),
  enabled: text => no.has(text) || inactiveWord.test(text),
  // It may be a date, such as that of a deactivation.
  disabled: text => !nothing.has(text) && !/^(?:active|enabled|not )/.test(text),
  // ACCOUNTDISABLE is the second bit.
  "account control": text => /^\d{1,10}$/.test(text) && Math.floor(Number(text) / 2) % 2 === 1,
  // A line of a report without a grant has nothing here.
  desired: text => text !== "yes",
};
