import pc from "picocolors";
import type { Colors } from "picocolors/types.js";

/** Colors, and links if the terminal supports them. */
export interface Style extends Colors {
  /** Makes a text a link to a URL. Neither may come from a file, Tally, or GitHub. */
  readonly link: (text: string, url: string) => string;
}

/** No colors and no links, for files, pipes, and logs. */
export const plainStyle: Style = createStyle({ colors: false, links: false });

/** Creates a style with or without colors and links. */
export function createStyle({ colors, links }: { readonly colors: boolean; readonly links: boolean }): Style {
  return { ...pc.createColors(colors), link: links ? linkTo : text => text };
}

/** Returns a link as an OSC 8 escape sequence, the form that most terminals support: the URL, the text, and the end of the link. */
function linkTo(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The first version of each terminal that supports links, by TERM_PROGRAM: the first two parts of the version number. */
const firstVersions: ReadonlyMap<string | undefined, readonly [number, number]> = new Map([
  ["ghostty", [0, 0]],
  ["iTerm.app", [3, 1]],
  ["vscode", [1, 72]],
  ["WezTerm", [20200620, 0]],
  ["zed", [0, 0]],
]);

/**
 * Whether the terminal is known to support links. Others might print the URL in the middle of the line. Inside screen and tmux, the
 * variables describe the outer terminal, or the one in which the session was started.
 */
export function supportsHyperlinks(env: Environment): boolean {
  const term = env["TERM"] ?? "";
  if (env["CI"] || /^(?:dumb|linux|screen|tmux)/.test(term)) return false;
  if (env["WT_SESSION"]) return true;
  const first = firstVersions.get(env["TERM_PROGRAM"]);
  if (first) return isSince(first, env["TERM_PROGRAM_VERSION"] ?? "");
  // VTE, the library behind GNOME Terminal and others, supports links since 0.50, but 0.50.0 itself crashed on them.
  if (Number(env["VTE_VERSION"]) > 5000) return true;
  return ["alacritty", "foot", "xterm-ghostty", "xterm-kitty"].includes(term);
}

function isSince([major, minor]: readonly [number, number], version: string): boolean {
  const [one = 0, two = 0] = version.split(/[.-]/).map(part => Number.parseInt(part, 10) || 0);
  return one > major || (one === major && two >= minor);
}
