import type { Unconfirmed } from "../../core/plan/model.ts";
import { inFlightMs } from "../../core/plan/resolve.ts";
import {
  type Block,
  fold,
  joinTexts,
  paragraph,
  type Row,
  sectionsBlock,
  type Text,
  workspacesText,
} from "../document/model.ts";
import { timeText } from "../text/layout.ts";
import type { DisplayNames } from "../text/names.ts";
import { pluralize } from "../text/plural.ts";

/** Where a repository stores its state. */
export interface StateFile {
  readonly statePath: string;
  /** The branch that holds only the state, if there is one. */
  readonly stateBranch: string | undefined;
}

/** Describes the calls whose result is unknown, what that means for their people, and what to do. */
export function unconfirmedBlocks(
  calls: readonly Unconfirmed[],
  state: StateFile | undefined,
  names: DisplayNames,
): readonly Block[] {
  if (calls.length === 0) return [];
  const people = calls.reduce((sum, call) => sum + call.emails.length, 0);
  return [
    ...paragraph([
      { strong: "Unconfirmed" },
      `: ${pluralize(calls.length, "earlier call")} to ${pluralize(people, "person")} got no usable response. Rollcall sends them nothing more until an apply checks Tally after ${inFlightUntil(calls)}.`,
    ]),
    ...unconfirmedFold(calls, state, names),
  ];
}

/** Returns the time when none of the calls can still be in flight. */
export function inFlightUntil(calls: readonly Pick<Unconfirmed, "at">[]): string {
  const last = Math.max(...calls.map(({ at }) => Date.parse(at)));
  return timeText(new Date(last + inFlightMs).toISOString());
}

/** Builds a fold with the unconfirmed calls and how to resolve them manually. */
export function unconfirmedFold(
  calls: readonly Unconfirmed[],
  state: StateFile | undefined,
  names: DisplayNames,
): readonly Block[] {
  const heads: Readonly<Record<number, string>> = {
    0: "How to resolve a call manually",
    1: "The call, and how to resolve it manually",
  };
  const head = heads[calls.length] ?? "The calls, and how to resolve them manually";
  const rows = calls.map(one => callRow(one, names));
  return fold(
    [head],
    [
      ...sectionsBlock([{ head: "", rows, unit: "call", isDetailed: true }]),
      ...paragraph(resolveText(state)),
    ],
  );
}

function callRow({ call, at, action, workspaceIds, emails }: Unconfirmed, names: DisplayNames): Row {
  const what: Readonly<Record<Unconfirmed["action"], Text>> = {
    invite: ["to ", workspacesText(workspaceIds, names)],
    cancel: "cancel the invite of",
    remove: "remove from the organization",
  };
  const people = joinTexts(
    emails.map(email => ({ value: email })),
    ", ",
  );
  return {
    sign: "?",
    subject: ["call ", { value: call }, `, ${timeText(at)}, `, what[action], ": ", people],
  };
}

/** Returns how to resolve the calls manually. */
export function resolveText(state: StateFile | undefined): Text {
  const { statePath, stateBranch } = state ?? {};
  const option = stateBranch === undefined ? "" : ` --state-branch ${stateBranch}`;
  const isShared = statePath !== undefined;
  return [
    `If your API key can't list members, check Members in Tally. Then${isShared ? ", in an up-to-date clone," : ""} run `,
    option === ""
      ? { code: "rollcall state resolve --as sent" }
      : { value: `rollcall state resolve${option} --as sent` },
    " if the call took effect, or use ",
    { code: "--as not-sent" },
    " if it didn't",
    isShared && stateBranch === undefined ? [", and push ", { value: statePath }] : "",
    ".",
  ];
}
