import type { RecordedRequest } from "../../src/sandbox/http/recorder.ts";
import { addressOf, type PlayedRun, type World } from "./world.ts";

/** The result of judging a world. */
export interface Verdict {
  /** What must never happen but did, in sentences. */
  readonly violations: readonly string[];
  /** The reasons for second emails that Rollcall couldn't have avoided. */
  readonly excused: readonly string[];
}

/** A line of a state file, parsed without the program's own reader. */
interface Line {
  readonly event?: string;
  readonly call?: string;
  readonly result?: string;
  readonly fault?: string;
  readonly resolvedBy?: string;
  readonly emails?: readonly string[];
  readonly email?: string;
  readonly workspaceIds?: readonly string[];
}

/** Judges a world in which nothing changes anymore, by its requests, the grants in Tally, and the state file. */
export function judge(world: World): Verdict {
  const { organization, requests } = world.sandbox;
  const people = world.schedule.people.map((person, index) => ({ ...person, email: addressOf(index) }));
  const grants = grantsIn(world);
  const violations: string[] = [];
  const excused: string[] = [];

  const requested = requests.map(request => pairsIn(request));
  const everWanted = new Set(
    world.schedule.people.flatMap((one, index) =>
      one.wanted.map(number => `${addressOf(index)} ${allWorkspaces[number]}`),
    ),
  );
  for (const one of requested.flat())
    if (!everWanted.has(one)) violations.push(`requested ${one}, which members.yaml never had`);
  if (requests.some(({ method }) => method === "DELETE")) violations.push("a person was removed");
  if (requests.some(({ path }) => path.includes("trap"))) violations.push("a redirect was followed");

  for (const [index, { email, isMalformed, isNeverShown }] of people.entries()) {
    const calls = requested.flatMap((pairs, at) =>
      pairs.some(one => one.startsWith(`${email} `)) ? [at] : [],
    );
    const emails =
      organization.sentEmails.filter(one => one.email === email).length -
      world.othersEmails.filter(one => one === email).length;
    if (emails > 1) {
      // A request that gets a 429 has no effect.
      const reason = excuseFor(
        world,
        email,
        calls.filter(at => requests[at]?.status !== 429),
      );
      if (reason === undefined) violations.push(`${email} got ${emails} emails`);
      else excused.push(reason);
    }
    violations.push(...sentTooSoon(world, email, calls));
    const isExempt = isMalformed || isNeverShown || world.outsideChanges.get(email)?.has("left");
    if (isExempt || isGivenUp(world, email) || isUnclear(world, email)) continue;
    for (const id of world.wantedBy(index))
      if (!grants.has(`${email} ${id}`)) violations.push(`${email} does not have ${id}`);
  }

  const overLimit = requests.filter(
    ({ status, response }) => status === 429 && response?.body.includes("Too many"),
  );
  if (overLimit.length > 0) violations.push(`${overLimit.length} requests exceeded the rate limit`);
  violations.push(...disagreements(world, grants));
  const text = world.stateText();
  for (const line of world.foreignLines)
    if (!text.includes(line)) violations.push(`a line by another writer is lost: ${line}`);
  return { violations, excused };
}

/** Returns what is false in the JSON result of a run, if it has one. */
export function judgeResult(
  world: World,
  { exit, output, added, couldRecord }: PlayedRun,
): readonly string[] {
  const [json] = /^\{\n.*?^\}$/ms.exec(output) ?? [];
  if (json === undefined || exit.length > 1 || exit[0] === undefined) return [];
  const { complete, confirmed, summary, skipped } = JSON.parse(json) as {
    complete: boolean;
    confirmed: boolean;
    summary: { sent: number };
    skipped: readonly { email: string }[];
  };
  const violations: string[] = [];
  if (complete !== (exit[0] === 0))
    violations.push(`complete is ${complete}, but the exit code is ${exit[0]}`);
  const lines = added.map(line => JSON.parse(line) as Line);
  const intents = new Map(lines.flatMap(one => (one.event === "intent" ? [[one.call, one] as const] : [])));
  const sent = new Set(
    lines.flatMap(one => {
      const isDone = one.event === "outcome" && ["done", "split"].includes(one.result ?? "");
      return isDone && intents.has(one.call) ? (one.emails ?? intents.get(one.call)?.emails ?? []) : [];
    }),
  );
  // What live data shows at the end of a run can be recorded only if the state can be read again.
  const isUnrecorded = exit[0] === 1 && output.includes("Couldn't reach");
  if (summary.sent !== sent.size && couldRecord && !isUnrecorded)
    violations.push(`the result counts ${summary.sent} people, but ${sent.size} are recorded`);
  const grants = grantsIn(world);
  const skippedEmails = new Set(skipped.map(one => one.email));
  const called = new Set([...intents.values()].flatMap(one => one.emails ?? []));
  for (const [index, { isNeverShown }] of world.schedule.people.entries()) {
    const email = addressOf(index);
    // A plan from incomplete live data keeps what earlier runs recorded, and the check after it covers only this run's calls.
    const isEarlier = isNeverShown && !called.has(email);
    const isExempt =
      isEarlier || skippedEmails.has(email) || world.outsideChanges.has(email) || isUnclear(world, email);
    if (!complete || !confirmed || isExempt) continue;
    for (const id of world.wantedBy(index))
      if (!grants.has(`${email} ${id}`))
        violations.push(`complete and confirmed, but ${email} does not have ${id}`);
  }
  return violations;
}

/** Returns every grant in Tally, pending or joined, as the email address and the workspace. */
function grantsIn({ sandbox }: World): ReadonlySet<string> {
  return new Set(
    sandbox.organization
      .memberships()
      .flatMap(({ id, members, invites }) => [...members, ...invites].map(email => `${email} ${id}`)),
  );
}

/** Whether the state file shows that Tally rejected the person's address, or that three calls to it had no effect. */
function isGivenUp(world: World, email: string): boolean {
  const lines = world
    .stateText()
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as Line);
  const calls = new Set(lines.flatMap(one => (one.emails?.includes(email) ? [one.call] : [])));
  const own = lines.filter(one => one.event === "outcome" && calls.has(one.call));
  const isRejected = own.some(one => one.result === "rejected" && one.fault === "email");
  return (
    isRejected ||
    own.filter(one => one.resolvedBy === "live-data" && one.result !== "unconfirmed").length >= 3
  );
}

/** Whether Tally shows a pending invite of the person without existing workspaces, so that nobody can tell what it grants. */
function isUnclear({ sandbox, deleted }: World, email: string): boolean {
  return sandbox.organization.invites.some(
    one => one.email === email && [...one.workspaceIds].every(id => deleted.has(id)),
  );
}

const allWorkspaces = ["wLDNPp", "npe1DB", "31Wy9l"];

/** Whether a check of Tally was completed by the requests that followed. It requests the members last. */
function isCompletedBy(following: readonly RecordedRequest[]): boolean {
  const next = following.findIndex(({ method, path }) => method !== "GET" || path === "/users/me");
  const rest = next < 0 ? following : following.slice(0, next);
  return rest.some(
    ({ path, status, response }) =>
      path.endsWith("/users") && status === 200 && response?.body.startsWith("["),
  );
}

/** Returns the workspaces that a response lists with the person as a member or with an invite. */
function workspacesShowing({ path, response }: RecordedRequest, email: string): readonly string[] {
  if (!path.startsWith("/workspaces") || !response?.body.startsWith("{")) return [];
  const { items } = JSON.parse(response.body) as {
    items: readonly {
      id: string;
      members: readonly { email: string }[];
      invites: readonly { email: string }[];
    }[];
  };
  return items
    .filter(one => [...one.members, ...one.invites].some(other => other.email.toLowerCase() === email))
    .map(({ id }) => id);
}

/** Returns the grants that a call requests, as the email address and the workspace. */
function pairsIn(request: RecordedRequest | undefined): readonly string[] {
  if (request?.method !== "POST") return [];
  const { body } = request;
  const { emails, workspaceIds } = JSON.parse(body) as { emails: string; workspaceIds: string[] };
  return emails.split(/[,;]/).flatMap(email => workspaceIds.map(id => `${email} ${id}`));
}

/** The maximum difference between the times that two machines use, in milliseconds. */
const maxSkewMs = 61_000;

/** Returns how long after a request its people get no other, in milliseconds. The ten minutes begin when the intent is recorded. */
function minDelayMs({ schedule: { store, runs } }: World): number {
  const isSuspended = runs.some(({ incidents }) =>
    incidents.some(one => one.type === "suspended during a request"),
  );
  const maxIntentAgeMs = store === "branch" || isSuspended ? 5 * 60_000 : 0;
  return 10 * 60_000 - maxIntentAgeMs - maxSkewMs;
}

/** Returns the calls to a person that were sent while an earlier one might still have been delivered. */
function sentTooSoon(world: World, email: string, calls: readonly number[]): string[] {
  const { sandbox, requestedAt } = world;
  return calls.slice(1).flatMap((call, index) => {
    const before = calls[index] ?? 0;
    const request = sandbox.requests[before];
    // A status line counts even if the body breaks off.
    const status = request?.headStatus ?? request?.status;
    const isRejected = typeof status === "number" && status >= 400 && status < 500 && status !== 408;
    const passed = (requestedAt[call] ?? 0) - (requestedAt[before] ?? 0);
    return isRejected || passed >= minDelayMs(world)
      ? []
      : [`${email} got a call ${passed / 1000} s after one that might still be delivered`];
  });
}

/** Returns why Rollcall couldn't know before any further call that a person had an email, or undefined if it could. */
function excuseFor(world: World, email: string, calls: readonly number[]): string | undefined {
  const reasons = calls.slice(1).map((call, index) => excuseForCall(world, email, calls[index] ?? 0, call));
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join("; ");
}

function excuseForCall(world: World, email: string, before: number, call: number): string | undefined {
  const { requests } = world.sandbox;
  const status = requests[before]?.status;
  // What a run learned is lost if it died or couldn't write.
  const isRemembered = (at: number) =>
    world.runs.some(one => one.from <= at && at < one.to && one.couldRecord);
  const reads = requests
    .map((one, at) => ({ ...one, at }))
    .slice(before + 1, call)
    .filter(one => one.method === "GET" && one.status === 200);
  if (status === 204 && isRemembered(before)) return undefined;
  if (!reads.some(({ path }) => path.endsWith("/users"))) return undefined;
  const ids = new Set(
    pairsIn(requests[before]).flatMap(one => (one.startsWith(`${email} `) ? one.split(" ")[1] : [])),
  );
  // A workspace of another user's invite doesn't show that ours arrived. Ours has all workspaces of the call.
  const others = world.othersInvites.get(email);
  const isOurs = (id: string) => ids.has(id) && !others?.has(id);
  const showing = reads.filter(one => workspacesShowing(one, email).some(isOurs));
  if (showing.some(({ at }) => isRemembered(at) && isCompletedBy(requests.slice(at + 1)))) return undefined;
  if (showing.length > 0)
    return "the first was seen only by a run that couldn't record it, or in an incomplete check";
  const { behavior, people } = world.schedule;
  const behind = behavior.delayedReads ?? 0;
  if (behind > 9) return "Tally shows the first later than Rollcall waits";
  if (world.outsideChanges.get(email)?.has("left"))
    return "the first was declined or canceled before any check";
  const isNeverShown = people.some((one, index) => one.isNeverShown && addressOf(index) === email);
  return isNeverShown ? "Tally never shows the address" : undefined;
}

/** Returns where the state file and Tally disagree, and which calls are still open. */
function disagreements(world: World, grants: ReadonlySet<string>): readonly string[] {
  const lines = world
    .stateText()
    .split("\n")
    .filter(line => line !== "");
  const violations: string[] = [];
  const events = lines.slice(1).flatMap((line): Line[] => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      violations.push(`a line of the state file isn't JSON: ${line}`);
      return [];
    }
  });
  const intents = new Map(events.flatMap(one => (one.event === "intent" ? [[one.call, one] as const] : [])));
  const open = new Set(intents.keys());
  const recorded = new Set<string>();
  /** The calls that were done for everyone. The same outcome twice counts once, even if the person was gone in between. */
  const done = new Set<string | undefined>();
  for (const one of events) {
    const pairs = (emails: readonly string[] | undefined, ids: readonly string[] | undefined) =>
      (emails ?? []).flatMap(email => (ids ?? []).map(id => `${email} ${id}`));
    const intent = intents.get(one.call);
    if (one.event === "outcome" && one.result !== "unconfirmed") open.delete(one.call);
    if (one.event === "outcome" && ["done", "split"].includes(one.result ?? "") && !done.has(one.call))
      for (const pair of pairs(one.emails ?? intent?.emails, intent?.workspaceIds)) recorded.add(pair);
    if (one.event === "outcome" && one.result === "done" && !one.emails) done.add(one.call);
    const own = pairs(one.email === undefined ? [] : [one.email], one.workspaceIds);
    if (one.event === "adopted") for (const pair of own) recorded.add(pair);
    if (one.event === "lapsed" || one.event === "forgotten") for (const pair of own) recorded.delete(pair);
  }
  for (const call of open) violations.push(`${call} is still unconfirmed`);
  for (const pair of recorded) {
    const [email = "", id = ""] = pair.split(" ");
    const isVisible = !world.deleted.has(id) && !isUnclear(world, email);
    if (!grants.has(pair) && isVisible) violations.push(`recorded, but not in Tally: ${pair}`);
  }
  for (const [index] of world.schedule.people.entries()) {
    for (const id of world.wantedBy(index)) {
      const pair = `${addressOf(index)} ${id}`;
      if (grants.has(pair) && !recorded.has(pair)) violations.push(`in Tally, but not recorded: ${pair}`);
    }
  }
  return violations;
}
