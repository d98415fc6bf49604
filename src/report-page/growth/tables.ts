import { dayOf } from "../../core/values/day.ts";
import { formatNumber } from "../../render/text/plural.ts";
import { element } from "../elements/element.ts";
import { plainTable, tableRow } from "../elements/table.ts";
import type { Model } from "../model/model.ts";
import { makeApplyTable } from "./applies.ts";
import { timeTicks } from "./scale.ts";
import { type Series, type Span, valueAt } from "./series.ts";

/** Creates tables with the data of the charts, for screen readers and exact numbers. Each is filled when it is opened. */
export function makeTables(model: Model, all: readonly Series[], span: Span): HTMLElement {
  const openable = (summary: string, make: () => HTMLElement): HTMLElement => {
    const made = element("details", {}, element("summary", {}, summary));
    const fill = () => {
      if (made.childElementCount === 1)
        made.append(
          element("div", { class: "wide", tabindex: 0, role: "region", "aria-label": summary }, make()),
        );
    };
    made.addEventListener("toggle", () => {
      if (made.open) fill();
    });
    // A closed table would not be printed.
    let wasOpen = false;
    window.addEventListener("beforeprint", () => {
      wasOpen = made.open;
      fill();
      made.open = true;
    });
    window.addEventListener("afterprint", () => {
      made.open = wasOpen;
    });
    return made;
  };
  return element(
    "div",
    { class: "tables" },
    openable("Applies as a table", () => makeApplyTable(model)),
    openable("People by workspace as a table", () => makePeopleTable(model, all, span)),
  );
}

function makePeopleTable(model: Model, all: readonly Series[], span: Span): HTMLTableElement {
  const ticks = timeTicks(span.from, span.to, 10);
  const times = [...ticks.map(({ value }) => value), span.to];
  const rows = model.workspaces.map(({ name }, column) =>
    tableRow(
      [name],
      ...times.map(time =>
        element("td", { class: "number" }, formatNumber(valueAt(all[column] ?? [], time))),
      ),
    ),
  );
  return plainTable(
    ["Workspace", ...times.map(time => dayOf(new Date(time).toISOString()))],
    rows,
    "People with a recorded grant at the start of each day (last column: at the end of the day)",
  );
}
