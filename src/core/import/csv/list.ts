import type { WorkspaceNames } from "../../config/workspace-names.ts";
import type { Delimiter, DiagnosticDetails } from "../../diagnostics/details.ts";
import {
  type Diagnostic,
  type DiagnosticCode,
  type ReadResult,
  severityOf,
  toResult,
} from "../../diagnostics/diagnostic.ts";
import { inSourceOrder } from "../../diagnostics/diagnostic-list.ts";
import type { Location } from "../../diagnostics/location.ts";
import { decodeText } from "../../source/decode.ts";
import { LineMap } from "../../source/line-map.ts";
import { suggestMailDomain } from "../../text/suggest.ts";
import { type Email, readAddress, type ToAscii } from "../../values/address.ts";
import { explainInvalidAddress } from "../../values/address-in-text.ts";
import { type Day, readDay, suggestDay } from "../../values/day.ts";
import type { WorkspaceId } from "../../values/workspace-id.ts";
import type { PersonDraft } from "../model.ts";
import { noteOf } from "../names.ts";
import { findHeader, type Header, readHeader } from "./header.ts";
import { findMailbox, inactiveReason, Line } from "./line.ts";
import { type Cell, delimiters, guessDelimiter, readTable } from "./table.ts";

/** The people in a CSV file, and what wasn't read. */
export interface CsvList {
  /** In file order, each person once. */
  readonly people: readonly PersonDraft[];
  /** The names of columns that Rollcall doesn't read. */
  readonly unused: readonly string[];
  /** The line of the header. Those above it are ignored. */
  readonly headerLine: number;
}

/** How to read a CSV file. */
export interface ListOptions {
  readonly names: WorkspaceNames;
  /** The workspaces of people who have none in the file. */
  readonly fallback: readonly WorkspaceId[];
  /** The name of the only column with email addresses, if the user chose one. */
  readonly emailColumn?: string | undefined;
  /** Whether people who aren't active are kept. */
  readonly includeInactive?: boolean | undefined;
  readonly toAscii: ToAscii;
}

/** Reads a CSV file with people, as exported by a spreadsheet or a directory. Returns the people, or every error. */
export function readList(
  file: string,
  bytes: Uint8Array,
  options: ListOptions,
): { readonly text: string; readonly reading: ReadResult<CsvList> } {
  const { text, diagnostic } = decodeText(file, bytes);
  if (diagnostic) return { text, reading: { ok: false, problem: [diagnostic] } };
  const lineMap = new LineMap(file, text);
  const delimiter = findDelimiter(text, lineMap, options);
  const { rows, problem } = readTable(text, lineMap, delimiter);
  if (problem && rows.length === 0) return { text, reading: { ok: false, problem: [problem] } };
  const { index } = findHeader(rows, options);
  const head = rows[index] ?? [];
  const lines = rows.slice(index + 1);
  const needsWorkspaces = options.fallback.length === 0;
  const { header, diagnostics } = readHeader(head, lines, lineMap, { ...options, needsWorkspaces });
  const list = new ListReader({ ...options, text, header, delimiter, lineMap });
  // If the header is invalid, every line could have the same error.
  if (diagnostics.length === 0) list.read(isExample(lines[0]) ? lines.slice(1) : lines);
  const found = [...diagnostics, ...list.diagnostics, ...(problem ? [problem] : [])];
  const [start, end] = [head[0]?.start ?? 0, head.at(-1)?.end ?? 0];
  if (list.people.size === 0 && !found.some(({ code }) => severityOf(code) === "error"))
    found.push(lineMap.diagnostic("csv-nobody", {}, start, end));
  const value = (): CsvList => ({
    people: [...list.people.values()],
    unused: header.unused,
    headerLine: lineMap.locationOf(start, end).line,
  });
  return { text, reading: toResult(value, inSourceOrder(found, [file])) };
}

/** The most characters in which the header is looked for. */
const maxHeaderLength = 65_536;

/** Returns the delimiter with which most columns of the header are known, and then most rows have an email address. */
function findDelimiter(text: string, lineMap: LineMap, options: ListOptions): Delimiter {
  const start = text.slice(0, maxHeaderLength);
  const tried = [guessDelimiter(start), ...delimiters].map(delimiter => {
    const { known, people } = findHeader(readTable(start, lineMap, delimiter).rows, options);
    return { delimiter, known, people };
  });
  // Sorting is stable, so the likely one comes first among equals.
  return tried.sort((a, b) => b.known - a.known || b.people - a.people)[0]?.delimiter ?? ",";
}

/** The templates of Microsoft Entra have a made-up person in their first line. */
function isExample(line: readonly Cell[] | undefined): boolean {
  return line?.some(({ text }) => /^example:/i.test(text)) ?? false;
}

interface ReaderContext extends ListOptions {
  readonly text: string;
  readonly header: Header;
  readonly delimiter: Delimiter;
  readonly lineMap: LineMap;
}

/** A person who is not imported. */
interface LeftOut {
  readonly email: Email | undefined;
  readonly label: string;
  readonly cell: Cell;
}

class ListReader {
  readonly people = new Map<Email, PersonDraft>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #context: ReaderContext;
  readonly #cells = new Map<Email, Cell>();
  readonly #inactive: LeftOut[] = [];
  readonly #withoutMailbox: LeftOut[] = [];

  constructor(context: ReaderContext) {
    this.#context = context;
  }

  read(lines: readonly (readonly Cell[])[]): void {
    for (const line of lines) this.#readLine(line);
    this.#reportLeftOut("csv-inactive", this.#inactive);
    this.#reportLeftOut("csv-no-mailbox", this.#withoutMailbox);
  }

  #readLine(line: readonly Cell[]): void {
    const { header, delimiter, includeInactive, toAscii } = this.#context;
    const extra = line.slice(header.cells.length).find(cell => cell.text !== "");
    if (extra) {
      const details = { cells: line.length, columns: header.cells.length, delimiter };
      this.#report("csv-cells", details, extra);
      return;
    }
    const person = new Line(line, header);
    const found = findMailbox(person, toAscii);
    const reason = includeInactive ? undefined : inactiveReason(person);
    if (reason) {
      const email = found.found === "address" ? found.address.email : undefined;
      this.#inactive.push({ email, label: `${person.label} (${reason.text})`, cell: reason.cell });
      return;
    }
    if (found.found === "none") {
      this.#withoutMailbox.push({ email: undefined, label: person.label, cell: found.cell });
      return;
    }
    const workspaceIds = this.#readWorkspaces(person.first("workspaces"), found.cell);
    const expires = this.#readExpires(person.first("expires"));
    if (found.found === "invalid") {
      const read = (text: string) => readAddress(text, toAscii);
      this.#report(
        "invalid-address",
        explainInvalidAddress(found.cell.text, found.problem, read),
        found.cell,
      );
      return;
    }
    const { email } = found.address;
    this.#checkDomain(found.address.domain, found.cell);
    const note = noteOf(person.first("note")?.text);
    const written = found.cell.text;
    this.#add({ email, written, name: person.name, workspaceIds, expires, note }, found.cell);
  }

  /** If another line lists a person as active, they are not left out. */
  #reportLeftOut(code: "csv-inactive" | "csv-no-mailbox", all: readonly LeftOut[]): void {
    const leftOut = all.filter(({ email }) => email === undefined || !this.people.has(email));
    const people = [...new Set(leftOut.map(({ label }) => label))];
    const [first] = leftOut;
    if (first) this.#report(code, { people }, first.cell);
  }

  #checkDomain(domain: string, cell: Cell): void {
    const suggestion = suggestMailDomain(domain);
    if (suggestion !== undefined) this.#report("likely-misspelling", { domain, suggestion }, cell);
  }

  #readWorkspaces(cell: Cell | undefined, person: Cell | undefined): readonly WorkspaceId[] {
    const { names, fallback, text } = this.#context;
    const pieces = cell ? namesIn(cell.text, names) : [];
    if (!cell || pieces.length === 0) {
      if (fallback.length === 0) this.#report("csv-no-workspace", {}, person ?? cell ?? startOfFile);
      return fallback;
    }
    const ids = new Set<WorkspaceId>();
    const raw = text.slice(cell.start, cell.end);
    let from = 0;
    for (const name of pieces) {
      const at = raw.indexOf(name, from);
      // The file doubles the quotation marks in a name, so such a name isn't found.
      const [start, end] =
        at === -1 ? [cell.start, cell.end] : [cell.start + at, cell.start + at + name.length];
      if (at !== -1) from = at + name.length;
      const found = names.find(name);
      if (found.found === "one") ids.add(found.id);
      else this.#report("csv-workspace", { name, ...found }, { start, end });
    }
    return [...ids];
  }

  #readExpires(cell: Cell | undefined): Day | undefined {
    if (!cell || cell.text === "") return undefined;
    const day = readDay(cell.text);
    if (day !== undefined) return day;
    this.#report("invalid-date", { value: cell.text, suggestion: suggestDay(cell.text) }, cell);
    return undefined;
  }

  /**
   * Adds a person. If an earlier line has the same address, combines the workspaces of both lines, unless
   * their names or last days differ.
   */
  #add(person: PersonDraft, cell: Cell): void {
    const { email } = person;
    const known = this.people.get(email);
    const first = this.#cells.get(email);
    if (!known || !first) {
      this.people.set(email, person);
      this.#cells.set(email, cell);
      return;
    }
    const isOneName = known.name === undefined || person.name === undefined || known.name === person.name;
    if (!isOneName || known.expires !== person.expires) {
      const related = this.#context.lineMap.locationOf(first.start, first.end);
      this.#report("duplicate-member", { email }, cell, related);
      return;
    }
    const workspaceIds = [...new Set([...known.workspaceIds, ...person.workspaceIds])];
    const [name, note] = [known.name ?? person.name, known.note ?? person.note];
    this.people.set(email, { ...known, name, workspaceIds, note });
  }

  #report<Code extends DiagnosticCode>(
    code: Code,
    details: DiagnosticDetails[Code],
    { start, end }: Pick<Cell, "start" | "end">,
    related?: Location,
  ): void {
    this.diagnostics.push(this.#context.lineMap.diagnostic(code, details, start, end, related));
  }
}

const startOfFile = { start: 0, end: 0 };

/** Splits a cell into names. A comma may be part of a name, so a known name isn't split. */
function namesIn(text: string, names: WorkspaceNames): readonly string[] {
  const isName = (one: string) => names.find(one).found !== "none";
  const split = (one: string, at: RegExp) => (isName(one) ? [one] : one.split(at).map(part => part.trim()));
  const pieces = split(text, /[;|\r\n]/).flatMap(piece => split(piece, /,/));
  return [...new Set(pieces)].filter(piece => piece !== "");
}
