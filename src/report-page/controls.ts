import { formatNumber } from "../render/text/plural.ts";
import { element } from "./elements/element.ts";
import { shownCountText, sortLabels, stateLabels, stateMeanings, states } from "./elements/messages.ts";
import { legendStates, makeArrow, makeStatusIcon } from "./elements/status-icons.ts";
import type { Model, State } from "./model/model.ts";
import { emptyQuery, isFiltered, type Query, type Sort, sorts } from "./model/query.ts";

/** Search, filters, sorting, and legend. */
export interface Controls {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  /** Updates the controls to match a query. */
  show(query: Query, shown: number): void;
}

/** Creates the controls. `change` is called with the changed parts of the query. */
export function makeControls(model: Model, change: (changed: Partial<Query>) => void): Controls {
  const search = element("input", {
    type: "search",
    id: "search",
    placeholder: "Name, email, group, or note",
    autocomplete: "off",
    spellcheck: "false",
  });
  search.addEventListener("input", () => change({ words: search.value }));
  const workspace = select(
    "workspace",
    ["All workspaces", ...model.workspaces.map(({ name }) => name)],
    chosen => change({ workspace: chosen === 0 ? undefined : chosen - 1 }),
  );
  const group = select("group", ["All groups", ...model.groups.map(({ name }) => name)], chosen =>
    change({ group: chosen === 0 ? undefined : chosen - 1 }),
  );
  const sort = select(
    "sort",
    sorts.map(one => sortLabels[one]),
    chosen => change({ sort: sorts[chosen] as Sort }),
  );
  const direction = element("button", { type: "button", class: "direction" });
  const legend = new Map<State, HTMLButtonElement>();
  for (const state of states.filter(one => model.counts.has(one)))
    legend.set(state, legendButton(model, state));
  const clear = element("button", { type: "button", class: "clear" }, "Show everyone");
  const status = element("p", { class: "status", role: "status" });
  let current = emptyQuery;
  direction.addEventListener("click", () => change({ isDescending: !current.isDescending }));
  clear.addEventListener("click", () => {
    const { words, states: none } = emptyQuery;
    change({ words, workspace: undefined, group: undefined, states: none });
    search.focus();
  });
  for (const [state, button] of legend) {
    button.addEventListener("click", () => {
      const chosen = new Set(current.states);
      if (!chosen.delete(state)) chosen.add(state);
      change({ states: chosen });
    });
  }
  return {
    element: element(
      "div",
      { class: "controls" },
      element(
        "div",
        { class: "fields", role: "search" },
        field("search", "Search", search),
        field("workspace", "Workspace", workspace),
        ...(model.groups.length > 0 ? [field("group", "Group", group)] : []),
        field("sort", "Sort", element("span", { class: "sorting" }, sort, direction)),
        element("div", { class: "shown" }, status, clear),
      ),
      element("div", { class: "states", role: "group", "aria-label": "Show only" }, ...legend.values()),
    ),
    search,
    show: (query, shown) => {
      current = query;
      if (search.value !== query.words) search.value = query.words;
      workspace.selectedIndex = query.workspace === undefined ? 0 : query.workspace + 1;
      group.selectedIndex = query.group === undefined ? 0 : query.group + 1;
      sort.selectedIndex = sorts.indexOf(query.sort);
      direction.replaceChildren(makeArrow(query.isDescending));
      direction.setAttribute("aria-label", query.isDescending ? "Descending" : "Ascending");
      direction.title = query.isDescending ? "Descending" : "Ascending";
      for (const [state, button] of legend) {
        button.setAttribute("aria-pressed", String(query.states.has(state)));
      }
      status.textContent = shownCountText(model, shown);
      clear.hidden = !isFiltered(query);
    },
  };
}

function select(id: string, options: readonly string[], choose: (index: number) => void): HTMLSelectElement {
  const made = element("select", { id }, ...options.map(text => element("option", {}, text)));
  made.addEventListener("change", () => choose(made.selectedIndex));
  return made;
}

function field(id: string, label: string, control: HTMLElement): HTMLElement {
  return element("div", { class: `field field-${id}` }, element("label", { for: id }, label), control);
}

function legendButton(model: Model, state: State): HTMLButtonElement {
  return element(
    "button",
    { type: "button", "aria-pressed": "false", title: stateMeanings[state] },
    makeStatusIcon(legendStates(state)),
    element("span", {}, stateLabels[state]),
    " ",
    element("span", { class: "number" }, formatNumber(model.counts.get(state) ?? 0)),
  );
}
