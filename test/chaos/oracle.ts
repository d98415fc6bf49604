import type { RecordedRequest } from "../../src/sandbox/http/recorder.ts";
import { addressOf, type PlayedRun, type World } from "./world.ts";

/** What a world came to. */
export interface Verdict {
  /** Sentences about what must not be. */
  readonly wrong: readonly string[];
  /** Second emails that nobody could have known of, by the reason. */
  readonly excused: readonly string[];
}

/** What a state file says, read line by line and not by the program. */
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

/** Judges a world that has come to rest, by what went over the wire, what Tally holds and what the state file says. */
export function judge(world: World): Verdict {
  const { organization, requests } = world.sandbox;
  const people = world.schedule.people.map((person, index) => ({ ...person, email: addressOf(index) }));
  const held = heldIn(world);
  const wrong: string[] = [];
  const excused: string[] = [];

  const asked = requests.map(request => pairsIn(request));
  const everWanted = new Set(
    world.schedule.people.flatMap((one, index) =>
      one.wanted.map(number => `${addressOf(index)} ${allWorkspaces[number]}`),
    ),
  );
  for (const one of asked.flat())
    if (!everWanted.has(one)) wrong.push(`asked for ${one}, which nobody wants`);
  if (requests.some(({ method }) => method === "DELETE")) wrong.push("somebody was taken away");
  if (requests.some(({ path }) => path.includes("trap"))) wrong.push("a redirect was followed");

  for (const [index, { email, isBad, isNotTakenUp }] of people.entries()) {
    const calls = asked.flatMap((pairs, at) => (pairs.some(one => one.startsWith(`${email} `)) ? [at] : []));
    const emails =
      organization.sentEmails.filter(one => one.email === email).length -
      world.othersEmails.filter(one => one === email).length;
    if (emails > 1) {
      // A 429 is answered before anything happens.
      const reason = reasonForTwo(
        world,
        email,
        calls.filter(at => requests[at]?.status !== 429),
      );
      if (reason === undefined) wrong.push(`${email} got ${emails} emails`);
      else excused.push(reason);
    }
    wrong.push(...sentTooSoon(world, email, calls));
    const isOut = isBad || isNotTakenUp || world.meddling.get(email)?.has("gone");
    if (isOut || isGivenUp(world, email) || isUnclear(world, email)) continue;
    for (const id of world.wantedBy(index))
      if (!held.has(`${email} ${id}`)) wrong.push(`${email} does not have ${id}`);
  }

  const natural = requests.filter(
    ({ status, response }) => status === 429 && response?.body.includes("Too many"),
  );
  if (natural.length > 0) wrong.push(`${natural.length} requests were above the rate`);
  wrong.push(...lies(world, held));
  const text = world.stateText();
  for (const line of world.foreignLines)
    if (!text.includes(line)) wrong.push(`a line that somebody else wrote is lost: ${line}`);
  return { wrong, excused };
}

/** What the result of a run says, as far as it has one, that is not so. */
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
  const wrong: string[] = [];
  if (complete !== (exit[0] === 0)) wrong.push(`complete: ${complete}, and the exit code is ${exit[0]}`);
  const lines = added.map(line => JSON.parse(line) as Line);
  const intents = new Map(lines.flatMap(one => (one.event === "intent" ? [[one.call, one] as const] : [])));
  const sent = new Set(
    lines.flatMap(one => {
      const isDone = one.event === "outcome" && ["done", "split"].includes(one.result ?? "");
      return isDone && intents.has(one.call) ? (one.emails ?? intents.get(one.call)?.emails ?? []) : [];
    }),
  );
  // What live data showed at the end can be recorded only if the state can be read once more.
  const isToldUnrecorded = exit[0] === 1 && output.includes("cannot be reached");
  if (summary.sent !== sent.size && couldRecord && !isToldUnrecorded)
    wrong.push(`sent to ${summary.sent}, and ${sent.size} are recorded`);
  const held = heldIn(world);
  const waiting = new Set(skipped.map(one => one.email));
  for (const [index] of world.schedule.people.entries()) {
    const email = addressOf(index);
    const isLost = waiting.has(email) || world.meddling.has(email) || isUnclear(world, email);
    if (!complete || !confirmed || isLost) continue;
    for (const id of world.wantedBy(index))
      if (!held.has(`${email} ${id}`)) wrong.push(`complete and confirmed, and ${email} does not have ${id}`);
  }
  return wrong;
}

/** Every person and workspace that Tally holds together, invited or joined. */
function heldIn({ sandbox }: World): ReadonlySet<string> {
  return new Set(
    sandbox.organization
      .memberships()
      .flatMap(({ id, members, invites }) => [...members, ...invites].map(email => `${email} ${id}`)),
  );
}

/** Whether Tally refused the person's address alone, or three calls for it came to nothing, as the state file says. */
function isGivenUp(world: World, email: string): boolean {
  const lines = world
    .stateText()
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as Line);
  const calls = new Set(lines.flatMap(one => (one.emails?.includes(email) ? [one.call] : [])));
  const own = lines.filter(one => one.event === "outcome" && calls.has(one.call));
  const isAtFault = own.some(one => one.result === "rejected" && one.fault === "email");
  return (
    isAtFault || own.filter(one => one.resolvedBy === "live-data" && one.result !== "unconfirmed").length >= 3
  );
}

/** Whether Tally shows that an invite is pending, and for nothing that there still is: nobody can tell what it gives. */
function isUnclear({ sandbox, deleted }: World, email: string): boolean {
  return sandbox.organization.invites.some(
    one => one.email === email && [...one.workspaceIds].every(id => deleted.has(id)),
  );
}

const allWorkspaces = ["wLDNPp", "npe1DB", "31Wy9l"];

/** Whether a look goes on to its end: the members are asked for last. */
function isEnded(following: readonly RecordedRequest[]): boolean {
  const next = following.findIndex(({ method, path }) => method !== "GET" || path === "/users/me");
  const rest = next < 0 ? following : following.slice(0, next);
  return rest.some(
    ({ path, status, response }) =>
      path.endsWith("/users") && status === 200 && response?.body.startsWith("["),
  );
}

/** The workspaces of which an answer of Tally's shows that a person is in them, or is invited to them. */
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

function pairsIn(request: RecordedRequest | undefined): readonly string[] {
  if (request?.method !== "POST") return [];
  const { body } = request;
  const { emails, workspaceIds } = JSON.parse(body) as { emails: string; workspaceIds: string[] };
  return emails.split(/[,;]/).flatMap(email => workspaceIds.map(id => `${email} ${id}`));
}

/** The clocks of two machines differ by so much at most, in milliseconds. */
const maxSkewMs = 61_000;

/** For so long after a request, a person is not sent to again, in milliseconds: an intent counts from when it is recorded. */
function minDelayMs({ schedule: { store, runs } }: World): number {
  const isStopped = runs.some(({ incidents }) =>
    incidents.some(one => one.type === "stopped during a request"),
  );
  const maxIntentAgeMs = store === "branch" || isStopped ? 5 * 60_000 : 0;
  return 10 * 60_000 - maxIntentAgeMs - maxSkewMs;
}

/** The calls to a person that left although an earlier one may still have been delivered. */
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
      : [`${email} was sent to again ${passed / 1000} s after a call that may be delivered`];
  });
}

/** Why nobody could know that a person had an email already, if that is so of every further call. */
function reasonForTwo(world: World, email: string, calls: readonly number[]): string | undefined {
  const reasons = calls.slice(1).map((call, index) => reasonForAgain(world, email, calls[index] ?? 0, call));
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join("; ");
}

function reasonForAgain(world: World, email: string, before: number, call: number): string | undefined {
  const { requests } = world.sandbox;
  const answered = requests[before]?.status;
  // What a run learned that died, or had no room to write, is lost with it.
  const isRemembered = (at: number) =>
    world.runs.some(one => one.from <= at && at < one.to && one.couldRecord);
  const looks = requests
    .map((one, at) => ({ ...one, at }))
    .slice(before + 1, call)
    .filter(({ method, status }) => method === "GET" && status === 200);
  if (answered === 204 && isRemembered(before)) return undefined;
  if (!looks.some(({ path }) => path.endsWith("/users"))) return undefined;
  const ids = new Set(
    pairsIn(requests[before]).flatMap(one => (one.startsWith(`${email} `) ? one.split(" ")[1] : [])),
  );
  // What somebody else's invite gives says nothing of ours, which gives all of the call at once.
  const others = world.othersInvites.get(email);
  const isOurs = (id: string) => ids.has(id) && !others?.has(id);
  const showing = looks.filter(one => workspacesShowing(one, email).some(isOurs));
  if (showing.some(({ at }) => isRemembered(at) && isEnded(requests.slice(at + 1)))) return undefined;
  if (showing.length > 0)
    return "the first was seen only by a run that could not write it down, or by a look that broke off";
  const { behavior, people } = world.schedule;
  const behind = behavior.readsBehind ?? 0;
  if (behind > 9) return "Tally shows the first later than anybody waits";
  if (world.meddling.get(email)?.has("gone")) return "the first was declined or cancelled before any look";
  const isNotTakenUp = people.some((one, index) => one.isNotTakenUp && addressOf(index) === email);
  return isNotTakenUp ? "Tally never shows the address" : undefined;
}

/** What the state file says that is not so, and what is so that it does not say. */
function lies(world: World, held: ReadonlySet<string>): readonly string[] {
  const lines = world
    .stateText()
    .split("\n")
    .filter(line => line !== "");
  const wrong: string[] = [];
  const events = lines.slice(1).flatMap((line): Line[] => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      wrong.push(`a line of the state file is no JSON: ${line}`);
      return [];
    }
  });
  const intents = new Map(events.flatMap(one => (one.event === "intent" ? [[one.call, one] as const] : [])));
  const open = new Set(intents.keys());
  const recorded = new Set<string>();
  for (const one of events) {
    const pairs = (emails: readonly string[] | undefined, ids: readonly string[] | undefined) =>
      (emails ?? []).flatMap(email => (ids ?? []).map(id => `${email} ${id}`));
    const intent = intents.get(one.call);
    if (one.event === "outcome" && one.result !== "unconfirmed") open.delete(one.call);
    if (one.event === "outcome" && ["done", "split"].includes(one.result ?? ""))
      for (const pair of pairs(one.emails ?? intent?.emails, intent?.workspaceIds)) recorded.add(pair);
    const own = pairs(one.email === undefined ? [] : [one.email], one.workspaceIds);
    if (one.event === "adopted") for (const pair of own) recorded.add(pair);
    if (one.event === "lapsed" || one.event === "forgotten") for (const pair of own) recorded.delete(pair);
  }
  for (const call of open) wrong.push(`${call} is still unconfirmed`);
  for (const pair of recorded) {
    const [email = "", id = ""] = pair.split(" ");
    const isKnown = !world.deleted.has(id) && !isUnclear(world, email);
    if (!held.has(pair) && isKnown) wrong.push(`recorded, and not there: ${pair}`);
  }
  for (const [index] of world.schedule.people.entries()) {
    for (const id of world.wantedBy(index)) {
      const pair = `${addressOf(index)} ${id}`;
      if (held.has(pair) && !recorded.has(pair)) wrong.push(`there, and not recorded: ${pair}`);
    }
  }
  return wrong;
}
