import type { ReportApply } from "../../core/report/model.ts";
import { formatNumber } from "../../render/text/plural.ts";
import { element, svgElement } from "../elements/element.ts";
import { applyLabel, minuteOf } from "../elements/messages.ts";
import { originNodes, originText } from "../elements/origins.ts";
import { plainTable, tableRow } from "../elements/table.ts";
import type { Model } from "../model/model.ts";

type Kind = "sent" | "adopted" | "removed";

const kindShapes: Readonly<Record<Kind, string>> = {
  sent: "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16z",
  adopted: "M10 1l9 9l-9 9l-9-9z",
  removed: "M1.5 3h17l-8.5 15z",
};

const kindWords: Readonly<Record<Kind, string>> = {
  sent: "sent invites",
  adopted: "recorded what Tally shows",
  removed: "removed access",
};

/**
 * Creates the row of applies below the chart. Each has a mark, and the arrow keys move between the marks. `select` is called with the
 * apply that has the focus or the pointer.
 */
export function makeApplyLane(
  model: Model,
  positionOf: (at: string) => number,
  select: (apply: ReportApply) => void,
  enter: () => void,
): HTMLElement {
  const max = model.applies.reduce((largest, apply) => Math.max(largest, grantsOf(apply)), 1);
  const marks = model.applies.map(apply => {
    const mark = element(
      "button",
      { type: "button", class: `apply apply-${kindOf(apply)}`, tabindex: -1, "aria-label": labelOf(apply) },
      shapeOf(kindOf(apply), kindOf(apply) !== "removed" && removedBy(apply) > 0),
    );
    if (apply.rejected > 0 || apply.unconfirmed > 0) mark.classList.add("trouble");
    mark.style.left = `${positionOf(apply.at) * 100}%`;
    // The area, not the width, shows the number of grants.
    mark.style.width = `${10 + 16 * Math.sqrt(grantsOf(apply) / max)}px`;
    mark.addEventListener("focus", () => move(marks.indexOf(mark)));
    mark.addEventListener("pointerenter", () => select(apply));
    mark.addEventListener("click", () => {
      select(apply);
      enter();
    });
    return mark;
  });
  let current = marks.length - 1;
  const move = (to: number): void => {
    const apply = model.applies[to];
    if (!apply) return;
    marks[current]?.setAttribute("tabindex", "-1");
    current = to;
    marks[current]?.setAttribute("tabindex", "0");
    select(apply);
  };
  marks[current]?.setAttribute("tabindex", "0");
  const lane = element(
    "div",
    { class: "lane", role: "group", "aria-label": "Applies. To move between them, use the arrow keys." },
    ...marks,
  );
  lane.addEventListener("keydown", event => {
    const last = marks.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: Math.max(0, current - 1),
      ArrowRight: Math.min(last, current + 1),
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined || event.altKey || event.metaKey) return;
    event.preventDefault();
    marks[target]?.focus();
  });
  return lane;
}

/** Explains the shapes of the marks that the chart contains. */
export function makeKindLegend(model: Model): HTMLElement {
  const present = (Object.keys(kindShapes) as Kind[]).filter(kind =>
    model.applies.some(apply => kindOf(apply) === kind || (kind === "removed" && removedBy(apply) > 0)),
  );
  const entries = present.map(kind =>
    element("span", { class: `kind apply-${kind}` }, shapeOf(kind), ` ${kindWords[kind]}`),
  );
  const hasTrouble = model.applies.some(({ rejected, unconfirmed }) => rejected > 0 || unconfirmed > 0);
  const trouble = element(
    "span",
    { class: "kind trouble" },
    shapeOf("sent"),
    " some calls rejected or unconfirmed",
  );
  return element("p", { class: "kinds" }, ...entries, ...(hasTrouble ? [trouble] : []));
}

/** Describes one apply and its source. */
export function applyNodes(apply: ReportApply): readonly Node[] {
  const origin = originNodes(apply);
  return [
    element("p", { class: "subject" }, element("strong", {}, minuteOf(apply.at)), ` ${applyLabel(apply)}.`),
    ...(origin.length === 0 ? [] : [element("p", {}, "Source: ", ...origin)]),
  ];
}

/** Creates the table of applies, newest first. */
export function makeApplyTable(model: Model): HTMLTableElement {
  const numbers: readonly (readonly [head: string, number: (apply: ReportApply) => number])[] = [
    ["Sent", ({ sent }) => sent.grants],
    ["People", ({ sent }) => sent.people],
    ["Adopted", ({ adopted }) => adopted.grants],
    ["Canceled", ({ canceled }) => canceled],
    ["Removed", ({ removed }) => removed],
    ["Forgotten", ({ forgotten }) => forgotten],
    ["Lapsed", ({ lapsed }) => lapsed],
    ["Rejected", ({ rejected }) => rejected],
    ["Unconfirmed", ({ unconfirmed }) => unconfirmed],
  ];
  const rows = model.applies.toReversed().map(apply => {
    const cells = numbers.map(([, number]) => formatNumber(number(apply)).replace(/^0$/, "–"));
    return tableRow(
      [minuteOf(apply.at)],
      ...cells.map(text => element("td", { class: "number" }, text)),
      element("td", {}, originText(apply)),
    );
  });
  return plainTable(
    ["Time", ...numbers.map(([head]) => head), "Source"],
    rows,
    "What each apply did, newest first: grants sent, and to how many people; grants adopted; people whose access was canceled, removed, forgotten, or found lapsed; calls rejected or unconfirmed",
  );
}

function labelOf(apply: ReportApply): string {
  const from = originText(apply);
  return `${minuteOf(apply.at)}: ${applyLabel(apply)}${from === "" ? "" : `; ${from}`}`;
}

function grantsOf(apply: ReportApply): number {
  return apply.sent.grants + apply.adopted.grants + apply.lapsed + removedBy(apply);
}

function removedBy({ canceled, removed, forgotten }: ReportApply): number {
  return canceled + removed + forgotten;
}

function kindOf(apply: ReportApply): Kind {
  if (apply.sent.grants > 0) return "sent";
  return removedBy(apply) > 0 ? "removed" : "adopted";
}

/** Draws the mark of a kind. If the apply also removed access, a small triangle is next to it. */
function shapeOf(kind: Kind, alsoRemoved = false): SVGElement {
  const also = svgElement("path", { class: "apply-removed", d: "M13 11h10l-5 9z" });
  return svgElement(
    "svg",
    { viewBox: "0 0 20 20", "aria-hidden": "true" },
    svgElement("path", { d: kindShapes[kind] }),
    ...(alsoRemoved ? [also] : []),
  );
}
