import type { ColumnKind, HeaderProblem } from "../../diagnostics/details.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LineMap } from "../../source/line-map.ts";
import { findColumn, type KnownColumn, lettersOf } from "./columns.ts";
import type { Cell } from "./table.ts";

/** Which column has what. */
export interface Header {
  /** The indexes of the columns of each kind, the preferred one first. */
  readonly columns: ReadonlyMap<ColumnKind, readonly number[]>;
  readonly cells: readonly Cell[];
  /** The names of columns that Rollcall doesn't read. */
  readonly unused: readonly string[];
}

/** How to read a header. */
export interface HeaderOptions {
  /** The name of the only column with email addresses, if the user chose one. */
  readonly emailColumn?: string | undefined;
  /** Whether a list without a column of workspaces gives nobody a workspace. */
  readonly needsWorkspaces: boolean;
}

/** The most rows in which the header is looked for. Titles and version numbers are above it. */
export const maxHeaderRows = 20;

/** Where the header of a table is. */
export interface FoundHeader {
  /** Its index among the rows. */
  readonly index: number;
  /** How many of its columns Rollcall reads. 0 if none of them has email addresses. */
  readonly known: number;
  /** How many of the first rows have an email address. */
  readonly people: number;
}

/**
 * Finds the header of a table. It is above the first row with an email address. If no row names a column of email addresses, it is the
 * last one above that, or else the first row.
 */
export function findHeader(
  rows: readonly (readonly Cell[])[],
  { emailColumn }: Pick<HeaderOptions, "emailColumn">,
): FoundHeader {
  const firstRows = rows.slice(0, maxHeaderRows);
  const firstPerson = firstRows.findIndex(row => row.some(isAddress));
  const above = firstPerson === -1 ? firstRows : firstRows.slice(0, firstPerson);
  const people = firstRows.filter(row => row.some(isAddress)).length;
  const counts = above.map(row => countKnown(row, emailColumn));
  const known = Math.max(0, ...counts);
  const index = known > 0 ? counts.indexOf(known) : Math.max(0, firstPerson - 1);
  return { index, known, people };
}

/** Reads the header of a table. `rows` are those below it. */
export function readHeader(
  cells: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  lineMap: LineMap,
  options: HeaderOptions,
): { readonly header: Header; readonly diagnostics: readonly Diagnostic[] } {
  const { columns, unused, repeated } = sortColumns(cells, options.emailColumn);
  const diagnostics = repeated.map(({ kind, cell, first }) => {
    const related = lineMap.locationOf(first.start, first.end);
    const details: HeaderProblem = { problem: "twice", kind };
    return lineMap.diagnostic("csv-header", details, cell.start, cell.end, related);
  });
  const [start, end] = [cells[0]?.start ?? 0, cells.at(-1)?.end ?? 0];
  const problem = findProblem(cells, rows, columns, lineMap, options);
  if (problem) diagnostics.push(lineMap.diagnostic("csv-header", problem, start, end));
  return { header: { columns, cells, unused }, diagnostics };
}

function findProblem(
  cells: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  columns: Header["columns"],
  lineMap: LineMap,
  { emailColumn, needsWorkspaces }: HeaderOptions,
): HeaderProblem | undefined {
  if (cells.length === 0) return { problem: "empty" };
  if (columns.has("email") || columns.has("sign-in name"))
    return needsWorkspaces && !columns.has("workspaces") ? { problem: "no-workspaces" } : undefined;
  const withAddress = new Set(
    rows.flatMap(row => row.flatMap((cell, index) => (isAddress(cell) ? [index] : []))),
  );
  const addressColumns = cells.flatMap(({ text }, index) => (withAddress.has(index) ? [text] : []));
  if (emailColumn !== undefined) return { problem: "no-column", name: emailColumn, addressColumns };
  if (!cells.some(isAddress)) return { problem: "no-email", addressColumns };
  const header = rows
    .slice(0, maxHeaderRows)
    .find(row => !row.some(isAddress) && countKnown(row, undefined) > 0);
  const { start, end } = header?.[0] ?? {};
  const headerLine =
    start !== undefined && end !== undefined ? lineMap.locationOf(start, end).line : undefined;
  return { problem: "no-header", headerLine };
}

interface SortedColumns extends Pick<Header, "columns" | "unused"> {
  readonly repeated: readonly {
    readonly kind: ColumnKind;
    readonly cell: Cell;
    readonly first: Cell;
  }[];
}

function sortColumns(cells: readonly Cell[], emailColumn: string | undefined): SortedColumns {
  const found = new Map<ColumnKind, { index: number; rank: number }[]>();
  const unused: string[] = [];
  const firsts = new Map<string, Cell>();
  const repeated: SortedColumns["repeated"][number][] = [];
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell, emailColumn);
    if (!column) {
      if (cell.text !== "") unused.push(cell.text);
      continue;
    }
    const { kind, rank } = column;
    const key = `${kind} ${onlyOnce.has(kind) ? "" : rank}`;
    const first = firsts.get(key);
    if (first) repeated.push({ kind, cell, first });
    else firsts.set(key, cell);
    const all = found.get(kind) ?? [];
    all.push({ index, rank });
    found.set(kind, all);
  }
  const inOrder = [...found].map(
    ([kind, all]) => [kind, all.sort((a, b) => a.rank - b.rank).map(one => one.index)] as const,
  );
  return { columns: new Map(inOrder), unused, repeated };
}

/** The kinds of which a second column has no meaning, even under another name. */
const onlyOnce: ReadonlySet<ColumnKind> = new Set(["expires", "note", "desired"]);

function countKnown(row: readonly Cell[], emailColumn: string | undefined): number {
  const columns = row.flatMap(cell => columnOf(cell, emailColumn) ?? []);
  return columns.some(({ kind }) => kind === "email" || kind === "sign-in name") ? columns.length : 0;
}

/** If the user chose a column, no other one has email addresses. */
function columnOf({ text }: Cell, emailColumn: string | undefined): KnownColumn | undefined {
  const column = findColumn(text);
  if (emailColumn === undefined) return column;
  const letters = lettersOf(emailColumn);
  if (text === emailColumn || (letters !== "" && lettersOf(text) === letters))
    return { kind: "email", rank: 0 };
  return column?.kind === "email" || column?.kind === "sign-in name" ? undefined : column;
}

/** Whether a cell looks like an email address, valid or not. */
function isAddress(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.text.length < 400 && /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(cell.text);
}
