import { dayOf } from "../../core/values/day.ts";
import { formatNumber } from "../../render/text/plural.ts";
import { element } from "../elements/element.ts";
import type { Model } from "../model/model.ts";
import { applyNodes, makeApplyLane, makeKindLegend } from "./applies.ts";
import { lineOf, placeIn } from "./chart.ts";
import { Panels } from "./panels.ts";
import { countTicks, timeTicks } from "./scale.ts";
import { maxOf, type Series, type Span, seriesOf, spanOf, sumOf, valueAt } from "./series.ts";
import { makeTables } from "./tables.ts";

/** Shows how access grew: all grants with the applies below, and then each workspace on its own, the largest first. */
export function makeGrowth(model: Model): HTMLElement {
  const all = model.workspaces.map(({ steps }) => seriesOf(steps));
  if (all.every(series => series.length === 0)) {
    return element("div", { class: "growth" }, element("p", { class: "empty" }, "Nothing is recorded yet."));
  }
  const total = sumOf(all);
  const span = spanOf(model, all);
  const panels = new Panels(model, all, span);
  const region = element("section", { class: "details", "aria-label": "Details", tabindex: -1 });
  region.append(
    element(
      "p",
      { class: "hint" },
      "Each mark below the line is an apply. To see what it did, point at it, or move with the arrow keys.",
    ),
  );
  const cursor = element("div", { class: "cursor", hidden: true });
  const positionOf = (at: string) => placeIn(span, Date.parse(at));
  const moveTo = (time: number | undefined): void => {
    cursor.hidden = time === undefined;
    if (time !== undefined) cursor.style.left = `${placeIn(span, time) * 100}%`;
    panels.moveTo(time);
  };
  const lane = makeApplyLane(
    model,
    positionOf,
    apply => {
      region.replaceChildren(...applyNodes(apply));
      moveTo(Date.parse(apply.at));
    },
    () => region.focus(),
  );
  const plot = makePlot(total, span, cursor);
  plot.addEventListener("pointermove", event => {
    if (event.pointerType !== "mouse") return;
    const { left, width } = plot.getBoundingClientRect();
    const time = span.from + ((event.clientX - left) / width) * (span.to - span.from);
    moveTo(time);
    const when = dayOf(new Date(time).toISOString());
    region.replaceChildren(
      element(
        "p",
        { class: "subject" },
        element("strong", {}, when),
        ` ${formatNumber(valueAt(total, time))} grants recorded.`,
      ),
    );
  });
  const chart = element("div", { class: "chart" }, plot, lane);
  chart.addEventListener("pointerleave", () => moveTo(undefined));
  return element(
    "div",
    { class: "growth" },
    element("h2", {}, "Recorded grants in all workspaces"),
    chart,
    makeKindLegend(model),
    region,
    panels.element,
    makeTables(model, all, span),
  );
}

/** Creates the chart of all grants, with axes. */
function makePlot(total: Series, span: Span, cursor: HTMLElement): HTMLElement {
  const ticks = countTicks(maxOf(total));
  const max = ticks.at(-1)?.value ?? 1;
  const across = ticks.map(({ value, label }) => {
    const line = element("div", { class: "across" }, element("span", {}, label));
    line.style.bottom = `${(value / max) * 100}%`;
    return line;
  });
  const up = timeTicks(span.from, span.to, 8).map(({ value, label }) => {
    const line = element("div", { class: "up" }, element("span", {}, label));
    line.style.left = `${placeIn(span, value) * 100}%`;
    return line;
  });
  const axes = element("div", { class: "axes", "aria-hidden": "true" }, ...across, ...up);
  const label = `Line chart of recorded grants, ending at ${formatNumber(valueAt(total))}. The tables below have the numbers.`;
  return element("div", { class: "plot" }, axes, lineOf(total, { ...span, max }, label), cursor);
}
