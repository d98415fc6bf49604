import { element, screenReaderText } from "../elements/element.ts";
import { countOf, dayOf, grantLabel, people } from "../elements/messages.ts";
import { makeArrow, makeStatusIcon } from "../elements/status-icons.ts";
import type { Grant, Member, Model, Workspace } from "../model/model.ts";

/** The columns before those of the workspaces: who, how many workspaces, since when. */
export const leading = 3;

/** With so few workspaces there is room beside the matrix. */
export const maxColumnsBesideDetails = 14;

/** The row of heads. */
export function makeHead(model: Model): HTMLTableRowElement {
  const leads = ["Person", "Holds", "Since"].map((name, column) =>
    element("th", { scope: "col", class: `lead lead-${column}` }, name, makeArrow(false)),
  );
  return element("tr", { "aria-rowindex": 1 }, ...leads, ...model.workspaces.map(workspaceHead));
}

function workspaceHead({ name, isDeclared, people: holders }: Workspace): HTMLElement {
  return element(
    "th",
    { scope: "col", class: isDeclared ? "workspace" : "workspace undeclared", title: name },
    element("span", { class: "label" }, name),
    element("span", { class: "holders", "aria-hidden": "true" }, countOf(holders)),
    screenReaderText(`, held by ${people(holders)}${isDeclared ? "" : ", not declared"}`),
  );
}

/** Makes rows of the matrix. Cells of the same fact are copies of one another. */
export class RowMaker {
  readonly #model: Model;
  readonly #cells = new Map<number, HTMLTableCellElement>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** The row of a member; what the filter does not ask for is faint. */
  make(member: Member, rowIndex: number, chosen: readonly boolean[]): HTMLTableRowElement {
    const row = element("tr", { "aria-rowindex": rowIndex, class: "person" }, ...leadingCells(member));
    for (const fact of member.cells) {
      const cell = this.#cell(fact).cloneNode(true) as HTMLTableCellElement;
      if (fact !== 0 && chosen[fact] !== true) cell.classList.add("faint");
      row.append(cell);
    }
    return row;
  }

  #cell(position: number): HTMLTableCellElement {
    const known = this.#cells.get(position);
    if (known) return known;
    const made = grantCell(position === 0 ? undefined : this.#model.facts[position]);
    this.#cells.set(position, made);
    return made;
  }
}

function leadingCells({ name, email, granted, since }: Member): readonly HTMLElement[] {
  const names = [
    ...(name === undefined ? [] : [element("span", { class: "name" }, name), " "]),
    element("span", { class: name === undefined ? "name" : "address" }, email),
  ];
  return [
    element("th", { scope: "row", class: "lead lead-0" }, ...names),
    element("td", { class: "lead lead-1" }, countOf(granted)),
    element("td", { class: "lead lead-2" }, since === undefined ? "–" : dayOf(since)),
  ];
}

function grantCell(fact: Grant | undefined): HTMLTableCellElement {
  if (fact === undefined) return element("td", { class: "none" }, screenReaderText("no access"));
  const classes = fact.states.includes("left-over") ? "grant left-over" : "grant";
  return element("td", { class: classes }, makeStatusIcon(fact.states), screenReaderText(grantLabel(fact)));
}
