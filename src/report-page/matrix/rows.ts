import { dayOf } from "../../core/values/day.ts";
import { formatNumber } from "../../render/text/plural.ts";
import { element, screenReaderText } from "../elements/element.ts";
import { grantLabel, people } from "../elements/messages.ts";
import { makeArrow, makeStatusIcon } from "../elements/status-icons.ts";
import type { Grant, Member, Model, State, Workspace } from "../model/model.ts";
import { isChosen } from "../model/query.ts";

/** The number of columns before the workspaces: person, number of workspaces, and start date. */
export const leading = 3;

/** The maximum number of workspaces for which the details fit next to the matrix. */
export const maxColumnsWithSideDetails = 14;

/** Creates the header row. */
export function makeHead(model: Model): HTMLTableRowElement {
  const leads = ["Person", "Access", "Since"].map((name, column) =>
    element("th", { scope: "col", class: `lead lead-${column}` }, name, makeArrow(false)),
  );
  return element("tr", { "aria-rowindex": 1 }, ...leads, ...model.workspaces.map(workspaceHead));
}

function workspaceHead({ name, isDeclared, granted: holders }: Workspace): HTMLElement {
  return element(
    "th",
    { scope: "col", class: isDeclared ? "workspace" : "workspace undeclared", title: name },
    element("span", { class: "label" }, name),
    element("span", { class: "holders", "aria-hidden": "true" }, formatNumber(holders)),
    screenReaderText(`, access for ${people(holders)}${isDeclared ? "" : ", not declared"}`),
  );
}

/** Creates the row of a member. Grants that the filter excludes are faint. */
export function makeRow(member: Member, rowIndex: number, chosen: ReadonlySet<State>): HTMLTableRowElement {
  const cells = member.cells.map(grant => grantCell(grant, chosen));
  return element("tr", { "aria-rowindex": rowIndex, class: "person" }, ...leadingCells(member), ...cells);
}

function leadingCells({ name, email, granted, since }: Member): readonly HTMLElement[] {
  const names = [
    ...(name === undefined ? [] : [element("span", { class: "name" }, name), " "]),
    element("span", { class: name === undefined ? "name" : "address" }, email),
  ];
  return [
    element("th", { scope: "row", class: "lead lead-0" }, ...names),
    element("td", { class: "lead lead-1" }, formatNumber(granted)),
    element("td", { class: "lead lead-2" }, since === undefined ? "–" : dayOf(since)),
  ];
}

function grantCell(grant: Grant | undefined, chosen: ReadonlySet<State>): HTMLTableCellElement {
  if (grant === undefined) return element("td", { class: "none" }, screenReaderText("no access"));
  const leftOver = grant.states.includes("left-over") ? " left-over" : "";
  const faint = isChosen(grant, chosen) ? "" : " faint";
  return element(
    "td",
    { class: `grant${leftOver}${faint}` },
    makeStatusIcon(grant.states),
    screenReaderText(grantLabel(grant)),
  );
}
