import type { ColumnKind } from "../../diagnostics/details.ts";
import { type Address, type AddressProblem, readAddress, type ToAscii } from "../../values/address.ts";
import { isSignInName, isTenantName } from "../../values/sign-in-name.ts";
import { fullNameOf } from "../names.ts";
import type { Header } from "./header.ts";
import { isInactive, statusKinds } from "./status.ts";
import type { Cell } from "./table.ts";

/** The cells of a line by what their columns have. */
export class Line {
  readonly #cells: readonly Cell[];
  readonly #header: Header;

  constructor(cells: readonly Cell[], header: Header) {
    this.#cells = cells;
    this.#header = header;
  }

  /** Returns the cells of a kind of column, the preferred one first, each with the name of its column. */
  all(kind: ColumnKind): readonly { readonly cell: Cell; readonly column: string }[] {
    return (this.#header.columns.get(kind) ?? []).flatMap(index => {
      const cell = this.#cells[index];
      return cell ? [{ cell, column: this.#header.cells[index]?.text ?? "" }] : [];
    });
  }

  /** Returns the preferred cell of a kind that has text, or else the preferred one. */
  first(kind: ColumnKind): Cell | undefined {
    const cells = this.all(kind).map(({ cell }) => cell);
    return cells.find(({ text }) => text !== "") ?? cells[0];
  }

  /** The full name of the person. A file with a column of first names and none of last names has those in the column of names. */
  get name(): string | undefined {
    const name = this.first("name")?.text ?? "";
    const first = this.first("first name")?.text ?? "";
    const last = this.first("last name")?.text ?? "";
    const isLastName = !this.#header.columns.has("last name") && !name.includes(first);
    return fullNameOf(isLastName ? `${first} ${name}` : name) ?? fullNameOf(`${first} ${last}`);
  }

  /** What identifies the person to a reader: the email address or sign-in name, the name, or whatever the line has. */
  get label(): string {
    const address = this.first("email")?.text || this.first("sign-in name")?.text;
    return address || this.name || (this.#cells.find(({ text }) => text !== "")?.text ?? "");
  }

  /** The first cell. A line has at least one. */
  get start(): Cell {
    return this.#cells[0] ?? { text: "", start: 0, end: 0 };
  }

  /** Whether the file has sign-in names, so that it may list accounts without a mailbox. */
  get hasSignInNames(): boolean {
    return this.#header.columns.has("sign-in name");
  }
}

/** The email address of a line. none: the account has no mailbox that the file names. */
export type FoundMailbox =
  | { readonly found: "address"; readonly address: Address; readonly cell: Cell }
  | { readonly found: "invalid"; readonly problem: AddressProblem; readonly cell: Cell }
  | { readonly found: "none"; readonly cell: Cell };

/** Finds the email address of a line: the first text in a column of email addresses, or else a sign-in name that is a mailbox. */
export function findMailbox(line: Line, toAscii: ToAscii): FoundMailbox {
  let other: Cell | undefined;
  for (const { cell } of line.all("email")) {
    if (cell.text === "") continue;
    const reading = readAddress(cell.text, toAscii);
    if (!reading.ok) return { found: "invalid", problem: reading.problem, cell };
    if (!isSignInName(reading.value.email)) return { found: "address", address: reading.value, cell };
    other ??= cell;
  }
  for (const { cell } of line.all("sign-in name")) {
    const reading = readAddress(cell.text, toAscii);
    const isMailbox = reading.ok && !isSignInName(reading.value.email) && !isTenantName(reading.value.email);
    if (isMailbox) return { found: "address", address: reading.value, cell };
    if (cell.text !== "") other ??= cell;
  }
  const cell = line.first("email") ?? line.start;
  if (other || line.hasSignInNames) return { found: "none", cell: other ?? cell };
  return { found: "invalid", problem: "empty", cell };
}

/** Returns why a person isn't active and the cell that tells it, or undefined if the person is active. */
export function inactiveReason(line: Line): { readonly text: string; readonly cell: Cell } | undefined {
  for (const kind of statusKinds)
    for (const { cell, column } of line.all(kind))
      if (isInactive(kind, cell.text))
        return { text: kind === "status" ? cell.text : `${column}: ${cell.text}`, cell };
  return undefined;
}
