import type { ColumnKind, HeaderProblem } from "../../diagnostics/details.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LineMap } from "../../source/line-map.ts";
import type { Cell } from "./table.ts";

/** Which column holds what, by its index. */
export interface Header {
  readonly columns: ReadonlyMap<ColumnKind, number>;
  /** How many columns there are. */
  readonly width: number;
  /** The names of columns that are of no use here. */
  readonly unused: readonly string[];
}

/** As spreadsheets, Google Workspace and Microsoft Entra name them, without what `plain` leaves out. */
const names: Readonly<Record<ColumnKind, readonly string[]>> = {
  email: ["email", "emailaddress", "mail", "primaryemail", "userprincipalname"],
  workspaces: ["workspaces", "workspace", "tallyworkspaces"],
  name: ["name", "fullname", "displayname"],
  "first name": ["firstname"],
  "last name": ["lastname"],
  expires: ["expires", "expiry", "enddate", "lastday"],
};
const kinds = new Map(
  Object.entries(names).flatMap(([kind, all]) => all.map(name => [name, kind as ColumnKind] as const)),
);

/** Reads the header of a list. `needsWorkspaces`: nobody is given a workspace otherwise. */
export function readHeader(
  cells: readonly Cell[],
  locations: LineMap,
  needsWorkspaces: boolean,
): { readonly header: Header; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const columns = new Map<ColumnKind, number>();
  const unused: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const kind = kinds.get(plain(cell.text));
    if (kind === undefined) {
      if (cell.text !== "") unused.push(cell.text);
      continue;
    }
    const first = cells[columns.get(kind) ?? -1];
    if (!first) columns.set(kind, index);
    else {
      const related = locations.locationOf(first.start, first.end);
      const details: HeaderProblem = { problem: "twice", kind };
      diagnostics.push(locations.diagnostic("csv-header", details, cell.start, cell.end, related));
    }
  }
  const needed = needsWorkspaces ? (["email", "workspaces"] as const) : (["email"] as const);
  const start = cells[0]?.start ?? 0;
  const end = cells.at(-1)?.end ?? 0;
  if (cells.length === 0)
    diagnostics.push(locations.diagnostic("csv-header", { problem: "empty" }, start, end));
  for (const kind of cells.length === 0 ? [] : needed) {
    if (columns.has(kind)) continue;
    diagnostics.push(locations.diagnostic("csv-header", { problem: "missing", kind }, start, end));
  }
  return { header: { columns, width: cells.length, unused }, diagnostics };
}

/** `Email Address [Required]`, as Google Workspace exports it, is an email address. */
function plain(name: string): string {
  return name
    .replace(/\[required\]$/i, "")
    .replace(/[\s_-]/g, "")
    .toLowerCase();
}
