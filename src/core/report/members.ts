import type { Desired } from "../config/desired.ts";
import type { Config, Entry } from "../config/model.ts";
import { lastDaysOf } from "../findings/desired.ts";
import { type FindingsContext, findingsContext } from "../findings/input.ts";
import type { Finding } from "../findings/model.ts";
import { findingsOf } from "../findings/person.ts";
import type { Source } from "../source/source.ts";
import type { Recorded, RecordedGrant, UnconfirmedCall } from "../state/recorded.ts";
import type { State } from "../state/state.ts";
import { isAbsent, type Observed, type ObservedPerson } from "../tally/observed.ts";
import { compareText } from "../text/compare.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { listAt, stringAt, stringsAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import {
  type GrantStatus,
  type MemberFlag,
  memberFlags,
  type ReportGrant,
  type ReportMember,
} from "./model.ts";

/** The input of `reportMembers`. */
export interface MembersInput {
  readonly config: Config;
  /** The files of the configuration. */
  readonly sources: readonly Source[];
  readonly desired: Desired;
  readonly state: State;
  readonly observed: Observed | undefined;
  readonly day: Day;
}

/** For each grant, the first unconfirmed invite, or if there is none, the first other unconfirmed call. */
type OpenCalls = ReadonlyMap<Email, ReadonlyMap<WorkspaceId, UnconfirmedCall>>;

/** Returns everyone who is desired, recorded, in an unconfirmed call, or in Tally. Sorted by email; grants aren't. */
export function reportMembers(input: MembersInput): readonly ReportMember[] {
  const { config, desired, state, observed, day } = input;
  const context = findingsContext({ ...input, recorded: state.recorded, today: day, pendingDays: Infinity });
  const people: People = {
    ...input,
    context,
    open: openCallsIn(context.recorded),
    files: new Map(input.sources.map(source => [source.file, source])),
    protected: new Set(config.settings.protected),
  };
  const named = [
    desired.people,
    context.recorded.people,
    context.unconfirmed,
    observed?.people ?? new Map<Email, never>(),
  ];
  const emails = new Set(named.flatMap(map => [...map.keys()]));
  return [...emails].sort(compareText).flatMap(email => memberOf(email, people) ?? []);
}

interface People extends MembersInput {
  readonly open: OpenCalls;
  readonly context: FindingsContext;
  readonly files: ReadonlyMap<string, Source>;
  readonly protected: ReadonlySet<Email>;
}

function memberOf(email: Email, people: People): ReportMember | undefined {
  const member = people.context.members.get(email);
  const seen = people.observed?.people.get(email);
  const findings = findingsOf(email, people.context);
  const grants = grantsOf(email, people, seen, findings);
  if (grants.length === 0 && !seen && findings.length === 0) return undefined;
  const items = (member?.entries ?? []).map(entry => itemOf(entry, people));
  const notes = unique(items.flatMap(item => stringAt(item, "note") ?? []));
  return {
    email,
    name: member?.name ?? seen?.name,
    note: notes.length > 0 ? notes.join("; ") : undefined,
    groups: unique(items.flatMap(item => stringsAt(item, "groups").map(({ text }) => text))),
    flags: flagsOf(email, people, seen),
    newAddress: people.context.successors.get(email)?.email,
    grants,
    findings,
  };
}

function itemOf({ file, index }: Entry, { files }: People): unknown {
  return listAt(files.get(file)?.value, "members")[index];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}

function flagsOf(email: Email, people: People, seen: ObservedPerson | undefined): readonly MemberFlag[] {
  const { observed } = people;
  const hasFlag: Readonly<Record<MemberFlag, boolean>> = {
    owner: email === observed?.owner,
    key: email === observed?.self,
    protected: people.protected.has(email),
    blocked: seen?.isBlocked === true,
    "unknown-invite": seen?.hasUnknownInvite === true,
    "without-workspace": seen?.userId !== undefined && seen.joined.length === 0,
    "without-two-factor": seen?.hasTwoFactor === false,
  };
  return memberFlags.filter(one => hasFlag[one]);
}

/** The data about the grants of one person. */
interface GrantInput {
  readonly desired: ReadonlySet<WorkspaceId>;
  readonly recorded: ReadonlyMap<WorkspaceId, RecordedGrant> | undefined;
  readonly open: ReadonlyMap<WorkspaceId, UnconfirmedCall> | undefined;
  readonly joined: ReadonlySet<WorkspaceId>;
  readonly pending: ReadonlySet<WorkspaceId>;
  readonly rejected: ReadonlySet<WorkspaceId>;
  readonly endDays: ReadonlyMap<WorkspaceId, Day | undefined>;
  readonly seen: ObservedPerson | undefined;
  readonly observed: Observed | undefined;
}

function grantsOf(
  email: Email,
  people: People,
  seen: ObservedPerson | undefined,
  findings: readonly Finding[],
): readonly ReportGrant[] {
  const input: GrantInput = {
    desired: new Set(people.desired.people.get(email)?.workspaceIds),
    recorded: people.context.recorded.people.get(email)?.grants,
    open: people.open.get(email),
    joined: new Set(seen?.joined),
    pending: new Set(seen?.pending),
    rejected: rejectedIn(findings),
    endDays: lastDaysOf(people.context.members.get(email)?.entries ?? []),
    seen,
    observed: people.observed,
  };
  const invited = [...(input.open ?? [])].filter(([, call]) => call.action === "invite");
  const ids = new Set([
    ...input.desired,
    ...(input.recorded?.keys() ?? []),
    ...invited.map(([id]) => id),
    ...input.joined,
    ...input.pending,
  ]);
  return [...ids].map(id => grantOf(id, input));
}

function grantOf(workspaceId: WorkspaceId, input: GrantInput): ReportGrant {
  const status = grantStatusOf(workspaceId, input);
  const recorded = input.recorded?.get(workspaceId);
  const open = input.open?.get(workspaceId);
  const call = open?.action === "invite" ? open : undefined;
  const { commit, pullRequest, run } = recorded ?? call?.provenance ?? {};
  return {
    workspaceId,
    status,
    isDesired: input.desired.has(workspaceId),
    since: recorded?.since ?? call?.at,
    lastSent: recorded?.lastSent ?? call?.at,
    isAdopted: recorded?.adopted === true,
    expires: input.endDays.get(workspaceId),
    commit,
    pullRequest,
    run,
  };
}

function grantStatusOf(id: WorkspaceId, input: GrantInput): GrantStatus {
  const { joined, pending, recorded, open, rejected, seen, observed } = input;
  if (joined.has(id)) return "joined";
  if (pending.has(id)) return "pending";
  const grant = recorded?.get(id);
  const isRecorded = grant !== undefined && grant.lapsed === undefined;
  if (grant && observed && isAbsent(id, seen, observed)) return "lapsed";
  const call = open?.get(id);
  // A removal can only affect an existing grant, but an invite can create one that never existed or has lapsed.
  if (call && (isRecorded || call.action === "invite")) return "unconfirmed";
  if (grant) return isRecorded ? "recorded" : "lapsed";
  return rejected.has(id) ? "rejected" : "not-sent";
}

/** Returns the workspaces that the next apply doesn't send because Tally rejected the address. */
function rejectedIn(findings: readonly Finding[]): ReadonlySet<WorkspaceId> {
  return new Set(
    findings.flatMap(one =>
      one.kind === "not-invited" && one.reason === "rejected" ? one.workspaceIds : [],
    ),
  );
}

/** Indexes the unconfirmed calls by grant, without the grants that were forgotten later. */
function openCallsIn({ unconfirmed }: Recorded): OpenCalls {
  const people = new Map<Email, Map<WorkspaceId, UnconfirmedCall>>();
  // Invites come first, because only an invite can create a grant.
  const isInvite = ({ action }: UnconfirmedCall) => action === "invite";
  for (const call of [...unconfirmed.filter(isInvite), ...unconfirmed.filter(call => !isInvite(call))]) {
    for (const email of call.emails.map(emailOf)) {
      const dropped = call.forgotten.get(email);
      const own = people.get(email) ?? new Map<WorkspaceId, UnconfirmedCall>();
      people.set(email, own);
      for (const id of call.workspaceIds)
        if (dropped !== "all" && !dropped?.has(id) && !own.has(id)) own.set(id, call);
    }
  }
  return people;
}
