import { dayOf } from "../core/values/day.ts";
import { formatNumber } from "../render/text/plural.ts";
import { element } from "./elements/element.ts";
import { filterLabel, people, stateLabels, states } from "./elements/messages.ts";
import { originText } from "./elements/origins.ts";
import { legendStates, makeStatusIcon, makeStatusIconRow } from "./elements/status-icons.ts";
import { plainTable, tableRow } from "./elements/table.ts";
import type { Grant, Member, Model, State, Workspace } from "./model/model.ts";
import { isChosen, type Query } from "./model/query.ts";
import { type Part, partLabel } from "./print-parts.ts";

/** The number of columns that fit on a printed page. More columns go into another table. */
const columnsPerPage = 40;

/** Creates what is printed instead of the matrix: everyone who matches the query, or a part of them, and a place to sign. */
export function makePrintView(
  model: Model,
  matching: readonly Member[],
  query: Query,
  part: Part | undefined,
): HTMLElement {
  const members = matching.slice(part?.from, part?.to);
  const title = `${filterLabel(model, query)} ${people(matching.length)}.`;
  const blocks: HTMLElement[] = [];
  for (let from = 0; from < Math.max(1, model.workspaces.length); from += columnsPerPage) {
    blocks.push(makeBlock(model, members, query.states, from));
  }
  return element(
    "div",
    { class: "paper" },
    element("p", {}, part === undefined ? title : `${title} This part: ${partLabel(part)}.`),
    legend(model),
    ...blocks,
    ...notes(model, members),
    signature(model),
  );
}

/** Creates the section that the reviewer signs. */
function signature({ organization, day }: Model): HTMLElement {
  const line = (label: string) => element("div", { class: "line-to-sign" }, element("span", {}, label));
  return element(
    "section",
    { class: "signature" },
    element("h2", {}, "Review"),
    element("p", {}, `I have reviewed the access to ${organization} as of ${day}.`),
    element("div", { class: "lines" }, line("Reviewer"), line("Date"), line("Signature")),
  );
}

function legend(model: Model): HTMLElement {
  const present = states.filter(state => model.counts.has(state));
  return element(
    "p",
    { class: "paper-legend" },
    ...present.map(state =>
      element(
        "span",
        {},
        makeStatusIcon(legendStates(state)),
        ` ${stateLabels[state]} ${formatNumber(model.counts.get(state) ?? 0)}`,
      ),
    ),
  );
}

function makeBlock(
  model: Model,
  members: readonly Member[],
  chosen: ReadonlySet<State>,
  from: number,
): HTMLTableElement {
  const workspaces = model.workspaces.slice(from, from + columnsPerPage);
  const rows = members.map(member => {
    const cells = member.cells.slice(from, from + columnsPerPage);
    const marks = makeStatusIconRow(cells, grant => !isChosen(grant, chosen));
    marks.setAttribute("role", "img");
    marks.setAttribute("aria-label", rowWords(cells, workspaces));
    return tableRow(
      whoNodes(member),
      element("td", { class: "when" }, member.since === undefined ? "–" : dayOf(member.since)),
      element("td", {}, marks),
    );
  });
  const sheet = element(
    "table",
    { class: "sheet" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col", class: "who" }, "Person"),
        element("th", { scope: "col", class: "when" }, "Since"),
        element("th", { scope: "col" }, makeUprightNames(workspaces)),
      ),
    ),
    element("tbody", {}, ...rows),
  );
  // The width is fixed, so that a long name can't make the table wider than the page.
  sheet.style.width = `${202 + workspaces.length * 13}pt`;
  return sheet;
}

/** Creates the column headers as vertical text. It uses no transforms, because Chromium drops those when it repeats a table head. */
function makeUprightNames(workspaces: readonly Workspace[]): HTMLElement {
  return element("div", { class: "upright" }, ...workspaces.map(({ name }) => element("span", {}, name)));
}

function rowWords(cells: Member["cells"], workspaces: readonly Workspace[]): string {
  const words = cells.flatMap((grant, column) =>
    grant ? `${workspaces[column]?.name}: ${stateLabels[grant.status]}` : [],
  );
  return words.length === 0 ? "no access" : words.join("; ");
}

function whoNodes({ name, email }: Member): readonly (Node | string)[] {
  const address = truncate(email);
  return name === undefined
    ? [address]
    : [truncate(name), " ", element("span", { class: "address" }, address)];
}

/** Lists the grants and people that a reviewer should not miss. */
function notes(model: Model, members: readonly Member[]): readonly HTMLElement[] {
  const rows = members.flatMap(member => [
    ...(member.remarks === "" ? [] : [noteRow(member, ["", member.remarks, ""])]),
    ...member.cells.flatMap((grant, column) =>
      grant && (grant.concern || grant.states.includes("soon"))
        ? noteRow(member, [model.workspaces[column]?.name ?? "", noteWords(grant), originText(grant)])
        : [],
    ),
  ]);
  if (rows.length === 0) return [];
  return [
    element("h2", {}, `Needs attention: ${formatNumber(rows.length)}`),
    plainTable(["Person", "Workspace", "Finding", "Granted by", "Note"], rows),
  ];
}

function noteWords({ concern, status, since, expires }: Grant): string {
  const head = concern?.head ?? "Ends soon";
  const words = stateLabels[status];
  const parts = [
    head.toLowerCase() === words ? [] : [words],
    since === undefined ? [] : [`since ${dayOf(since)}`],
    expires === undefined ? [] : [`until ${expires}`],
  ].flat();
  return parts.length === 0 ? head : `${head}: ${parts.join(", ")}`;
}

function noteRow(member: Member, cells: readonly string[]): HTMLElement {
  return tableRow(
    [truncate(member.email)],
    ...[...cells, member.note ?? ""].map(cell => element("td", {}, truncate(cell))),
  );
}

/** Cuts a text. On paper, a text of thousands of letters in many rows would fill hundreds of pages. */
function truncate(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
