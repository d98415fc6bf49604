import pc from "picocolors";
import type { Colors } from "picocolors/types.js";

/** Colours, and links where the terminal knows them. */
export interface Style extends Colors {
  /** A text that leads to an address. Neither may come from outside. */
  readonly link: (text: string, address: string) => string;
}

/** The text as it is: for files, pipes and logs. */
export const plainStyle: Style = createStyle({ colors: false, links: false });

/** Colours and links as a terminal shows them, or the text as it is. */
export function createStyle({ colors, links }: { readonly colors: boolean; readonly links: boolean }): Style {
  return { ...pc.createColors(colors), link: links ? linkTo : text => text };
}

/** OSC 8, which terminals have agreed on: an address, the text that leads to it, and the end. */
function linkTo(text: string, address: string): string {
  return `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Since when a terminal that names itself in TERM_PROGRAM knows links: the first two parts of its version. */
const firstVersions: ReadonlyMap<string | undefined, readonly [number, number]> = new Map([
  ["ghostty", [0, 0]],
  ["iTerm.app", [3, 1]],
  ["vscode", [1, 72]],
  ["WezTerm", [20200620, 0]],
  ["zed", [0, 0]],
]);

/**
 * Whether the terminal is one that is known to show links. Others might print the address in the middle of the line. Within screen
 * and tmux the variables are those of the terminal around them, or of the one that they were started from.
 */
export function supportsHyperlinks(env: Environment): boolean {
  const term = env["TERM"] ?? "";
  if (env["CI"] || /^(?:dumb|linux|screen|tmux)/.test(term)) return false;
  if (env["WT_SESSION"]) return true;
  const first = firstVersions.get(env["TERM_PROGRAM"]);
  if (first) return isSince(first, env["TERM_PROGRAM_VERSION"] ?? "");
  // VTE, which is within GNOME Terminal and others, knows them since 0.50; 0.50.0 itself crashed on them.
  if (Number(env["VTE_VERSION"]) > 5000) return true;
  return ["alacritty", "foot", "xterm-ghostty", "xterm-kitty"].includes(term);
}

function isSince([major, minor]: readonly [number, number], version: string): boolean {
  const [one = 0, two = 0] = version.split(/[.-]/).map(part => Number.parseInt(part, 10) || 0);
  return one > major || (one === major && two >= minor);
}
