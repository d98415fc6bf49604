import { drawing } from "../elements/element.ts";
import { type Series, type spanOf, stepPath } from "./series.ts";

/** The stretch of time that is drawn, in milliseconds. */
export type Span = ReturnType<typeof spanOf>;

/** Where in it a time is, from 0 to 1. */
export function placeIn({ from, to }: Span, time: number): number {
  return Math.max(0, Math.min(1, (time - from) / (to - from)));
}

/** The steps as a line over a tinted area, as large as what it stands in. */
export function lineOf(series: Series, box: Parameters<typeof stepPath>[1], label?: string): SVGElement {
  const named = label === undefined ? { "aria-hidden": "true" } : { role: "img", "aria-label": label };
  return drawing(
    "svg",
    { class: "line", viewBox: "0 0 1000 100", preserveAspectRatio: "none", ...named },
    drawing("path", { class: "area", d: stepPath(series, box, true) }),
    drawing("path", {
      class: "edge",
      d: stepPath(series, box, false),
      "vector-effect": "non-scaling-stroke",
    }),
  );
}
