import type { Grant, State } from "../model/model.ts";
import { svgElement } from "./element.ts";

/**
 * The shape of each state. They all differ, so that readers don't need the colors. Each fits into a box of 20 by 20, and only its first
 * command is absolute, so that it can be moved.
 */
const shapes: Readonly<Record<State, readonly string[]>> = {
  joined: ["M10 4.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z"],
  pending: ["M10 4.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zm0 1.8v7.4a3.7 3.7 0 1 1 0-7.4z"],
  recorded: ["M5 5h10v10h-10z"],
  lapsed: ["M4.2 5h11.6l-5.8 10.5zm3 1.8l2.8 5.1l2.8-5.1z"],
  unconfirmed: ["M10 3l7 7l-7 7l-7-7zm0 2.5l-4.5 4.5l4.5 4.5l4.5-4.5zm-1 1.9h2v3.2h-2zm0 4h2v1.6h-2z"],
  rejected: [
    "M5.9 4.4l4.1 4.1l4.1-4.1l1.5 1.5l-4.1 4.1l4.1 4.1l-1.5 1.5l-4.1-4.1l-4.1 4.1l-1.5-1.5l4.1-4.1l-4.1-4.1z",
  ],
  "not-sent": ["M9.1 5h1.8v4.1h4.1v1.8h-4.1v4.1h-1.8v-4.1h-4.1v-1.8h4.1z"],
  "left-over": ["M1 1h18v18h-18zm1.8 1.8v14.4h14.4v-14.4z"],
  soon: ["M13 0h7v7z"],
};

const states = Object.keys(shapes) as State[];

/** Creates the shapes, once for the whole page. The icons refer to them. */
export function makeShapes(): SVGElement {
  const symbols = states.map(state =>
    svgElement(
      "symbol",
      { id: `mark-${state}`, viewBox: "0 0 20 20" },
      ...shapes[state].map(d => svgElement("path", { d, "fill-rule": "evenodd" })),
    ),
  );
  return svgElement("svg", { class: "shapes", "aria-hidden": "true" }, ...symbols);
}

/** Creates the icon of a grant: its status, with a frame if the grant isn't requested, and a corner if it ends soon. */
export function makeStatusIcon(shown: Grant["states"]): SVGElement {
  const uses = shown.map(state => svgElement("use", { href: `#mark-${state}`, class: `is-${state}` }));
  return svgElement("svg", { class: "mark", viewBox: "0 0 20 20", "aria-hidden": "true" }, ...uses);
}

/** Returns the states in the legend's icon for a state. A highlight is only visible around a status. */
export function legendStates(state: State): readonly State[] {
  return state === "left-over" || state === "soon" ? ["joined", state] : [state];
}

/** Creates the arrow that shows the sort direction. */
export function makeArrow(isDown: boolean): SVGElement {
  return svgElement(
    "svg",
    { class: isDown ? "arrow down" : "arrow", viewBox: "0 0 10 10", "aria-hidden": "true" },
    svgElement("path", { d: "M5 0l4.5 5h-3.5v5h-2v-5h-3.5z" }),
  );
}

/** Draws a row of icons with one path for all icons of a state, because a printed report can have thousands of rows. */
export function makeStatusIconRow(
  row: readonly (Grant | undefined)[],
  isFaint: (grant: Grant) => boolean,
): SVGElement {
  const paths = new Map<string, { readonly state: State; readonly faint: boolean; d: string }>();
  for (const [column, grant] of row.entries()) {
    if (!grant) continue;
    const faint = isFaint(grant);
    for (const state of grant.states) {
      for (const [part, shape] of shapes[state].entries()) {
        const key = `${state} ${part} ${faint}`;
        const path = paths.get(key) ?? { state, faint, d: "" };
        path.d += moved(shape, column * 20);
        paths.set(key, path);
      }
    }
  }
  const lines = row.map((_, column) => `M${column * 20 + 20} 0v20`).join("");
  return svgElement(
    "svg",
    {
      class: "mark-row",
      viewBox: `0 0 ${row.length * 20} 20`,
      width: `${row.length * 13}pt`,
      height: "13pt",
    },
    svgElement("path", { class: "grid-lines", d: lines }),
    ...[...paths.values()].map(({ state, faint, d }) =>
      svgElement("path", { class: faint ? `is-${state} pale` : `is-${state}`, d, "fill-rule": "evenodd" }),
    ),
  );
}

/** Moves a shape to the right. */
function moved(shape: string, by: number): string {
  return shape.replace(/^M([\d.]+)/, (_, x) => `M${Math.round((Number(x) + by) * 10) / 10}`);
}
