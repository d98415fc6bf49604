import { compareText } from "../text/compare.ts";
import { emailOf } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { StateEvent } from "./events.ts";
import type { RecordedGrant } from "./recorded.ts";
import type { State } from "./state.ts";

type Carried = Extract<StateEvent, { event: "carried" }>;
type CarriedTries = Extract<StateEvent, { event: "carried-tries" }>;

/**
 * As few events as say the same: folding them records what folding the state's own did. Calls that are open stay as they are, with
 * what was forgotten of them since; everything else becomes one event for people with the same grants at the same time.
 */
export function compactEvents({ events, recorded }: State): readonly StateEvent[] {
  const { vainTries, refused, people } = recorded;
  return [
    ...openEvents(events),
    ...carriedTries(vainTries),
    ...carriedRefusals(refused),
    ...carriedGrants(people),
  ];
}

function openEvents(events: readonly StateEvent[]): readonly StateEvent[] {
  const settled = new Set(
    events.flatMap(event => (event.event === "outcome" && event.result !== "unconfirmed" ? event.call : [])),
  );
  const named = new Set<string>();
  return events.filter(event => {
    if (event.event === "forgotten") return named.has(emailOf(event.email));
    if (event.event !== "intent" && event.event !== "outcome") return false;
    if (settled.has(event.call)) return false;
    if (event.event === "intent") for (const email of event.emails) named.add(emailOf(email));
    return true;
  });
}

function carriedTries(tries: State["recorded"]["vainTries"]): readonly StateEvent[] {
  const alike = new Map<string, CarriedTries & { readonly emails: string[] }>();
  for (const [email, { count, last }] of [...tries].sort(([a], [b]) => compareText(a, b))) {
    const key = `${last} ${count}`;
    const event = alike.get(key) ?? { event: "carried-tries", at: last, emails: [], tries: count };
    event.emails.push(email);
    alike.set(key, event);
  }
  return [...alike].sort(([a], [b]) => compareText(a, b)).map(([, event]) => event);
}

function carriedRefusals(refused: State["recorded"]["refused"]): readonly StateEvent[] {
  const sorted = [...refused.values()].sort((a, b) => compareText(a.address, b.address));
  return sorted.map(({ address, workspaceIds, at }) => {
    return { event: "carried-refused", at, email: address, workspaceIds };
  });
}

function carriedGrants(people: State["recorded"]["people"]): readonly StateEvent[] {
  const events = new Map<string, Carried & { readonly emails: string[] }>();
  for (const { email, grants } of [...people.values()].sort((a, b) => compareText(a.email, b.email))) {
    for (const { grant, workspaceIds } of alike(grants)) {
      const key = JSON.stringify([workspaceIds, metaOf(grant)]);
      const known = events.get(key);
      if (known) known.emails.push(email);
      else {
        const { at, since, ...rest } = metaOf(grant);
        events.set(key, { event: "carried", at, since, emails: [email], workspaceIds, ...rest });
      }
    }
  }
  return [...events.values()].sort((a, b) => compareText(a.at, b.at));
}

/** The workspaces of a person whose grants differ in nothing else. */
function alike(
  grants: ReadonlyMap<WorkspaceId, RecordedGrant>,
): readonly { readonly grant: RecordedGrant; readonly workspaceIds: readonly WorkspaceId[] }[] {
  const groups = new Map<string, { grant: RecordedGrant; workspaceIds: WorkspaceId[] }>();
  for (const [id, grant] of [...grants].sort(([a], [b]) => compareText(a, b))) {
    const key = JSON.stringify(metaOf(grant));
    const group = groups.get(key) ?? { grant, workspaceIds: [] };
    group.workspaceIds.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function metaOf({ since, lastSent, adopted, lapsed, commit, pullRequest, run }: RecordedGrant) {
  return { at: lastSent, since, adopted, lapsed, commit, pullRequest, run };
}
