import { formatNumber } from "../render/text/plural.ts";
import { element } from "./elements/element.ts";
import { people } from "./elements/messages.ts";

/** Indexes in the list of matching people: the first, and the one after the last. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Chromium's time to print grows faster than the number of pages. A part of a thousand people takes a second. */
const peoplePerPart = 1000;

/** Says which people are in a part: `people 1,001 to 2,000`. */
export function partLabel({ from, to }: Part): string {
  return `people ${formatNumber(from + 1)} to ${formatNumber(to)}`;
}

/** The choice of the part to print, which is visible only if there is more than one. */
export interface PartSelect {
  readonly element: HTMLSelectElement;
  /** Shows the parts of this many people, and selects all of them. */
  show(count: number): void;
  /** Returns the selected part, or undefined for all people. */
  selected(): Part | undefined;
}

export function makePartSelect(): PartSelect {
  const select = element("select", { "aria-label": "People to print" });
  let parts: readonly Part[] = [];
  return {
    element: select,
    show: count => {
      parts = Array.from({ length: Math.ceil(count / peoplePerPart) }, (_, index) => ({
        from: index * peoplePerPart,
        to: Math.min(count, (index + 1) * peoplePerPart),
      }));
      const labels = [`all ${people(count)}`, ...parts.map(partLabel)];
      select.replaceChildren(...labels.map(label => element("option", {}, `Print ${label}`)));
      select.hidden = parts.length < 2;
    },
    selected: () => parts[select.selectedIndex - 1],
  };
}
