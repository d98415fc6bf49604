import type { WorkspaceNames } from "../../config/workspace-names.ts";
import type { ColumnKind, Delimiter, DiagnosticDetails } from "../../diagnostics/details.ts";
import {
  type Diagnostic,
  type DiagnosticCode,
  inSourceOrder,
  type ReadResult,
  toResult,
} from "../../diagnostics/diagnostic.ts";
import type { Location } from "../../diagnostics/location.ts";
import { decodeText } from "../../source/decode.ts";
import { LineMap } from "../../source/line-map.ts";
import { suggestMailDomain } from "../../text/suggest.ts";
import { type Email, readAddress, type ToAscii } from "../../values/address.ts";
import { type Day, readDay } from "../../values/day.ts";
import type { WorkspaceId } from "../../values/workspace-id.ts";
import type { PersonDraft } from "../model.ts";
import { fullNameOf } from "../names.ts";
import { type Header, readHeader } from "./header.ts";
import { type Cell, readTable } from "./table.ts";

/** The people in a CSV file, and the columns that aren't used. */
export interface CsvList {
  /** In file order, each person once. */
  readonly people: readonly PersonDraft[];
  readonly unused: readonly string[];
}

/** The context for reading a CSV file. */
export interface ListContext {
  readonly names: WorkspaceNames;
  /** The workspaces of people who have none in the file. */
  readonly fallback: readonly WorkspaceId[];
  readonly toAscii: ToAscii;
}

/** Reads a CSV file with people, as exported by a spreadsheet or a directory. Returns the people, or every error. */
export function readList(
  file: string,
  bytes: Uint8Array,
  context: ListContext,
): { readonly text: string; readonly reading: ReadResult<CsvList> } {
  const { text, diagnostic } = decodeText(file, bytes);
  if (diagnostic) return { text, reading: { ok: false, problem: [diagnostic] } };
  const lineMap = new LineMap(file, text);
  const { rows, delimiter, problem } = readTable(text, lineMap);
  const [head = [], ...lines] = rows;
  if (problem && head.length === 0) return { text, reading: { ok: false, problem: [problem] } };
  const { header, diagnostics } = readHeader(head, lineMap, context.fallback.length === 0);
  const list = new ListReader({ ...context, text, header, delimiter, lineMap });
  // If the header is invalid, every line could have the same error.
  if (diagnostics.length === 0) for (const line of lines) list.read(line);
  const found = [...diagnostics, ...list.diagnostics, ...(problem ? [problem] : [])];
  const value = (): CsvList => ({ people: [...list.people.values()], unused: header.unused });
  return { text, reading: toResult(value, inSourceOrder(found, [file])) };
}

interface ReaderContext extends ListContext {
  readonly text: string;
  readonly header: Header;
  readonly delimiter: Delimiter;
  readonly lineMap: LineMap;
}

class ListReader {
  readonly people = new Map<Email, PersonDraft>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #context: ReaderContext;
  readonly #cells = new Map<Email, Cell>();

  constructor(parts: ReaderContext) {
    this.#context = parts;
  }

  read(line: readonly Cell[]): void {
    const { header, delimiter } = this.#context;
    const extra = line.slice(header.width).find(cell => cell.text !== "");
    if (extra) {
      const details = { cells: line.length, columns: header.width, delimiter };
      this.#report("csv-cells", details, extra);
      return;
    }
    const at = (kind: ColumnKind) => line[header.columns.get(kind) ?? -1];
    const workspaceIds = this.#readWorkspaces(at("workspaces"), at("email"));
    const expires = this.#readExpires(at("expires"));
    const [first, last] = [at("first name")?.text ?? "", at("last name")?.text ?? ""];
    const name = fullNameOf(at("name")?.text) ?? fullNameOf(`${first} ${last}`);
    const cell = at("email") ?? line[0];
    const address = cell && this.#readAddress(at("email")?.text ?? "", cell);
    if (address) this.#add({ ...address, name, workspaceIds, expires }, cell);
  }

  #readAddress(written: string, cell: Cell): Pick<PersonDraft, "email" | "written"> | undefined {
    const reading = readAddress(written, this.#context.toAscii);
    if (!reading.ok) {
      const details = { value: written, problem: reading.problem };
      this.#report("invalid-address", details, cell);
      return undefined;
    }
    const { email } = reading.value;
    const domain = email.slice(email.indexOf("@") + 1);
    const suggestion = suggestMailDomain(domain);
    if (suggestion !== undefined) this.#report("likely-misspelling", { domain, suggestion }, cell);
    return { email, written };
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
    this.#report("invalid-date", { value: cell.text }, cell);
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
    this.people.set(email, { ...known, name: known.name ?? person.name, workspaceIds });
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
