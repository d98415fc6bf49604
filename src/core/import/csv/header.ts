import type { ColumnKind, HeaderProblem } from "../../diagnostics/details.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LineMap } from "../../source/line-map.ts";
import type { Cell } from "./table.ts";

/** The columns of a CSV file. */
export interface Header {
  /** The index of each column that is used. */
  readonly columns: ReadonlyMap<ColumnKind, number>;
  /** The number of columns, including unused ones. */
  readonly width: number;
  /** The names of the columns that aren't used. */
  readonly unused: readonly string[];
}

/**
 * The column names in spreadsheets and in exports of Google Workspace and Microsoft Entra, as `normalize`
 * returns them.
 */
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

/**
 * Reads the header of a CSV file. `needsWorkspaces`: whether a column with workspaces is required, because
 * there are no default workspaces.
 */
export function readHeader(
  cells: readonly Cell[],
  lineMap: LineMap,
  needsWorkspaces: boolean,
): { readonly header: Header; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const columns = new Map<ColumnKind, number>();
  const unused: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const kind = kinds.get(normalize(cell.text));
    if (kind === undefined) {
      if (cell.text !== "") unused.push(cell.text);
      continue;
    }
    const first = cells[columns.get(kind) ?? -1];
    if (!first) columns.set(kind, index);
    else {
      const related = lineMap.locationOf(first.start, first.end);
      const details: HeaderProblem = { problem: "twice", kind };
      diagnostics.push(lineMap.diagnostic("csv-header", details, cell.start, cell.end, related));
    }
  }
  const needed = needsWorkspaces ? (["email", "workspaces"] as const) : (["email"] as const);
  const start = cells[0]?.start ?? 0;
  const end = cells.at(-1)?.end ?? 0;
  if (cells.length === 0)
    diagnostics.push(lineMap.diagnostic("csv-header", { problem: "empty" }, start, end));
  for (const kind of cells.length === 0 ? [] : needed) {
    if (columns.has(kind)) continue;
    diagnostics.push(lineMap.diagnostic("csv-header", { problem: "missing", kind }, start, end));
  }
  return { header: { columns, width: cells.length, unused }, diagnostics };
}

/** Normalizes a column name. Google Workspace marks required columns, as in `Email Address [Required]`. */
function normalize(name: string): string {
  return name
    .replace(/\[required\]$/i, "")
    .replace(/[\s_-]/g, "")
    .toLowerCase();
}
