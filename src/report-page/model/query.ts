import type { Grant, Member, Model, State } from "./model.ts";

export const sorts = ["name", "address", "since", "workspaces"] as const;
export type Sort = (typeof sorts)[number];

export const views = ["members", "growth"] as const;
export type View = (typeof views)[number];

/** What is looked at. All of it stands in the fragment of the address, so that it can be passed on. */
export interface Query {
  readonly view: View;
  readonly words: string;
  readonly workspace: number | undefined;
  readonly group: number | undefined;
  /** A member is shown who has a grant in one of them; all are where it is empty. */
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

/** Whether it leaves anybody out. */
export function isFiltered({ words, workspace, group, states }: Query): boolean {
  return words.trim() !== "" || workspace !== undefined || group !== undefined || states.size > 0;
}

/** Whether one of the chosen states is its own. All are chosen where there is none. */
export function isChosen(grant: Grant, states: ReadonlySet<State>): boolean {
  return states.size === 0 || grant.states.some(state => states.has(state));
}

/** The members that a query shows, in its order. */
export function selectMembers(model: Model, query: Query): readonly Member[] {
  const words = query.words.toLowerCase().split(/\s+/).filter(Boolean);
  const group = query.group === undefined ? undefined : model.groups[query.group]?.name;
  const hasGrant = ({ cells }: Member): boolean => {
    if (query.workspace === undefined && query.states.size === 0) return true;
    const asked = query.workspace === undefined ? cells : [cells[query.workspace]];
    return asked.some(grant => grant && isChosen(grant, query.states));
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
      // Whoever has no time was sent nothing yet.
      return members.toSorted((a, b) => order(a.since ?? "9999", b.since ?? "9999"));
    case "workspaces":
      return members.toSorted((a, b) => a.granted - b.granted);
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The query that a fragment says. What it does not understand counts for nothing. */
export function readFragment(fragment: string, model: Model): Query {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const workspace = model.workspaces.findIndex(({ id }) => id === said.get("workspace"));
  const group = model.groups.findIndex(({ name }) => name === said.get("group"));
  const states = (said.get("state") ?? "").split(",") as State[];
  return {
    view: views.find(view => view === said.get("view")) ?? emptyQuery.view,
    words: said.get("q") ?? "",
    workspace: workspace === -1 ? undefined : workspace,
    group: group === -1 ? undefined : group,
    states: new Set(states.filter(state => model.counts.has(state))),
    sort: sorts.find(sort => sort === said.get("sort")) ?? emptyQuery.sort,
    isDescending: said.get("order") === "down",
  };
}

/** The fragment that says a query; empty for the whole one. */
export function formatFragment(query: Query, model: Model): string {
  const said = new URLSearchParams();
  const say = (key: string, value: string | undefined) => {
    if (value) said.set(key, value);
  };
  say("view", query.view === emptyQuery.view ? undefined : query.view);
  say("q", query.words.trim());
  say("workspace", query.workspace === undefined ? undefined : model.workspaces[query.workspace]?.id);
  say("group", query.group === undefined ? undefined : model.groups[query.group]?.name);
  say("state", [...query.states].join(","));
  say("sort", query.sort === emptyQuery.sort ? undefined : query.sort);
  say("order", query.isDescending ? "down" : undefined);
  const text = said.toString();
  return text === "" ? "" : `#${text}`;
}
