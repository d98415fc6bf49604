import { svgElement } from "../elements/element.ts";
import { type Box, type Series, type Span, stepPath } from "./series.ts";

/** Returns the position of a time in a span, from 0 to 1. */
export function placeIn({ from, to }: Span, time: number): number {
  return Math.max(0, Math.min(1, (time - from) / (to - from)));
}

/** Draws the steps as a line over a tinted area, which fills the parent element. */
export function lineOf(series: Series, box: Box, label?: string): SVGElement {
  const named = label === undefined ? { "aria-hidden": "true" } : { role: "img", "aria-label": label };
  return svgElement(
    "svg",
    { class: "line", viewBox: "0 0 1000 100", preserveAspectRatio: "none", ...named },
    svgElement("path", { class: "area", d: stepPath(series, box, true) }),
    svgElement("path", {
      class: "edge",
      d: stepPath(series, box, false),
      "vector-effect": "non-scaling-stroke",
    }),
  );
}
