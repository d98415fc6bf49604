import type { Grant, Member, Model, State } from "./model.ts";

export const sorts = ["name", "address", "since", "workspaces"] as const;
export type Sort = (typeof sorts)[number];

export const views = ["members", "growth"] as const;
export type View = (typeof views)[number];

/** What the page shows. All of it is in the fragment of the URL, so that readers can share it. */
export interface Query {
  readonly view: View;
  readonly words: string;
  readonly workspace: number | undefined;
  readonly group: number | undefined;
  /** Only members with a grant in one of these states are shown. If empty, everyone is. */
  readonly states: ReadonlySet<State>;
  readonly sort: Sort;
  readonly isDescending: boolean;
}

export const emptyQuery: Query = {
  view: "members",
  words: "",
  workspace: undefined,
  group: undefined,
  states: new Set(),
  sort: "name",
  isDescending: false,
};

/** Whether the query can hide anyone. */
export function isFiltered({ words, workspace, group, states }: Query): boolean {
  return words.trim() !== "" || workspace !== undefined || group !== undefined || states.size > 0;
}

/** Whether a grant has one of the chosen states. If none is chosen, all are. */
export function isChosen(grant: Grant, states: ReadonlySet<State>): boolean {
  return states.size === 0 || grant.states.some(state => states.has(state));
}

/** Returns the members that a query shows, in its order. */
export function selectMembers(model: Model, query: Query): readonly Member[] {
  const words = query.words.toLowerCase().split(/\s+/).filter(Boolean);
  const group = query.group === undefined ? undefined : model.groups[query.group]?.name;
  const hasGrant = ({ cells }: Member): boolean => {
    if (query.workspace === undefined && query.states.size === 0) return true;
    const candidates = query.workspace === undefined ? cells : [cells[query.workspace]];
    return candidates.some(grant => grant && isChosen(grant, query.states));
  };
  const shown = sortedMembers(model, query.sort).filter(
    member =>
      (group === undefined || member.groups.includes(group)) &&
      words.every(word => member.text.includes(word)) &&
      hasGrant(member),
  );
  return query.isDescending ? shown.reverse() : shown;
}

const sortedOnce = new WeakMap<Model, Map<Sort, readonly Member[]>>();

function sortedMembers(model: Model, sort: Sort): readonly Member[] {
  const known = sortedOnce.get(model) ?? new Map<Sort, readonly Member[]>();
  sortedOnce.set(model, known);
  const sorted = known.get(sort) ?? sortMembers(model.members, sort);
  known.set(sort, sorted);
  return sorted;
}

function sortMembers(members: readonly Member[], sort: Sort): readonly Member[] {
  const { compare } = new Intl.Collator("en", { numeric: true });
  switch (sort) {
    case "name":
      return members.toSorted((a, b) => compare(a.name ?? a.email, b.name ?? b.email));
    case "address":
      return members;
    case "since":
      // People without a time have not been sent anything yet, so they come last.
      return members.toSorted((a, b) => order(a.since ?? "9999", b.since ?? "9999"));
    case "workspaces":
      return members.toSorted((a, b) => a.granted - b.granted);
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Reads a query from a fragment. Unknown values are ignored. */
export function readFragment(fragment: string, model: Model): Query {
  const params = new URLSearchParams(fragment.replace(/^#/, ""));
  const workspace = model.workspaces.findIndex(({ id }) => id === params.get("workspace"));
  const group = model.groups.findIndex(({ name }) => name === params.get("group"));
  const states = (params.get("state") ?? "").split(",") as State[];
  return {
    view: views.find(view => view === params.get("view")) ?? emptyQuery.view,
    words: params.get("q") ?? "",
    workspace: workspace === -1 ? undefined : workspace,
    group: group === -1 ? undefined : group,
    states: new Set(states.filter(state => model.counts.has(state))),
    sort: sorts.find(sort => sort === params.get("sort")) ?? emptyQuery.sort,
    isDescending: params.get("order") === "down",
  };
}

/** Formats a query as a fragment. Empty for the default query. */
export function formatFragment(query: Query, model: Model): string {
  const params = new URLSearchParams();
  const set = (key: string, value: string | undefined) => {
    if (value) params.set(key, value);
  };
  set("view", query.view === emptyQuery.view ? undefined : query.view);
  set("q", query.words.trim());
  set("workspace", query.workspace === undefined ? undefined : model.workspaces[query.workspace]?.id);
  set("group", query.group === undefined ? undefined : model.groups[query.group]?.name);
  set("state", [...query.states].join(","));
  set("sort", query.sort === emptyQuery.sort ? undefined : query.sort);
  set("order", query.isDescending ? "down" : undefined);
  const text = params.toString();
  return text === "" ? "" : `#${text}`;
}
