import { element } from "../elements/element.ts";
import type { Member, Model, State } from "../model/model.ts";
import { emptyQuery, type Query, type Sort } from "../model/query.ts";
import { type CellPosition, moveFocus } from "./keyboard.ts";
import { leading, makeHead, makeRow } from "./rows.ts";

export interface MatrixListener {
  /** Called with the cell that has the focus or the pointer, or undefined if no cell has. */
  readonly point: (position: CellPosition | undefined) => void;
  /** Called for Enter or a click on a header. */
  readonly chooseHead: (column: number) => void;
  /** Called for Enter on any other cell. */
  readonly enter: () => void;
}

/** Up to this number of rows, all of them are in the document, so that the browser's own search finds them. */
export const maxRowsInDocument = 400;

/** The number of extra rows above and below the view, for smooth scrolling. */
const spare = 12;

/** The matrix of people and workspaces. If it is long, only the rows in view are in the document. */
export class Matrix {
  readonly element: HTMLElement;
  #members: readonly Member[] = [];
  readonly #listener: MatrixListener;
  readonly #head: HTMLTableRowElement;
  readonly #columns: readonly HTMLTableColElement[];
  readonly #body = element("tbody");
  readonly #table: HTMLTableElement;
  /** The rows in the document, by row number. */
  readonly #rows = new Map<number, HTMLTableRowElement>();
  #chosen: ReadonlySet<State> = emptyQuery.states;
  #active: CellPosition = { row: 0, column: 0 };
  #rowHeight = 38;
  #isDrawing = false;

  constructor(model: Model, listener: MatrixListener) {
    this.#listener = listener;
    this.#head = makeHead(model);
    this.#columns = [...this.#head.cells].map(() => element("col"));
    this.#table = element(
      "table",
      {
        role: "grid",
        "aria-label": "People and their workspaces",
        "aria-description":
          "To move between cells, use the arrow keys. To open the details of a cell, or to sort or filter by a header, press Enter.",
        "aria-readonly": "true",
        "aria-colcount": this.#columns.length,
      },
      element("colgroup", {}, ...this.#columns),
      element("thead", {}, this.#head),
      this.#body,
    );
    this.element = element("div", { class: "matrix" }, this.#table);
    this.#listen();
  }

  show(members: readonly Member[], query: Query): void {
    const hadFocus = this.#table.contains(document.activeElement);
    this.#members = members;
    this.#chosen = query.states;
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
    this.#table.setAttribute("aria-rowcount", String(members.length + 1));
    for (const [column, col] of this.#columns.entries()) {
      col.className = column - leading === query.workspace ? "chosen" : "";
    }
    this.#markSort(query.sort, query.isDescending);
    this.element.scrollTop = 0;
    const row = this.#active.row < 0 ? -1 : Math.min(0, members.length - 1);
    this.#active = { row, column: this.#active.column };
    this.#draw();
    const first = this.#rows.get(0);
    if (first) this.#rowHeight = first.getBoundingClientRect().height || this.#rowHeight;
    this.#draw();
    this.#activate(this.#active, hadFocus);
  }

  memberAt(row: number): Member | undefined {
    return this.#members[row];
  }

  focus(): void {
    this.#activate(this.#active, true);
  }

  #markSort(sort: Sort, isDescending: boolean): void {
    const sorted = { name: 0, address: 0, workspaces: 1, since: 2 }[sort];
    for (const [column, head] of [...this.#head.cells].entries()) {
      if (column === sorted) head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  /** Adds the rows in view to the document, and the row with the active cell, which must not lose the focus. */
  #draw(): void {
    const total = this.#members.length;
    const isWhole = total <= maxRowsInDocument;
    const above = this.element.scrollTop;
    const first = isWhole ? 0 : Math.max(0, Math.floor(above / this.#rowHeight) - spare);
    const inView = Math.ceil(this.element.clientHeight / this.#rowHeight);
    const end = isWhole ? total : Math.min(total, first + inView + 2 * spare);
    const wanted = new Set<number>();
    const { row: active } = this.#active;
    if (active >= 0 && active < first) wanted.add(active);
    for (let row = first; row < end; row += 1) wanted.add(row);
    if (active >= end && active < total) wanted.add(active);
    for (const [row, shown] of this.#rows) {
      if (wanted.has(row)) continue;
      shown.remove();
      this.#rows.delete(row);
    }
    for (const gap of this.#body.querySelectorAll(".gap")) gap.remove();
    this.#insert(wanted, total);
  }

  /** Puts the rows in order without moving the existing ones. */
  #insert(wanted: ReadonlySet<number>, total: number): void {
    let next = this.#body.firstChild;
    let expected = 0;
    for (const row of wanted) {
      if (row > expected) this.#body.insertBefore(this.#makeGap(row - expected), next);
      const shown = this.#rows.get(row) ?? this.#makeRow(row);
      if (shown === next) next = shown.nextSibling;
      else this.#body.insertBefore(shown, next);
      expected = row + 1;
    }
    if (total > expected) this.#body.append(this.#makeGap(total - expected));
  }

  #makeRow(row: number): HTMLTableRowElement {
    const member = this.#members[row];
    if (!member) throw new Error(`There is no row ${row}`);
    const made = makeRow(member, row + 2, this.#chosen);
    this.#rows.set(row, made);
    if (row === this.#active.row) made.cells[this.#active.column]?.setAttribute("tabindex", "0");
    return made;
  }

  #makeGap(rows: number): HTMLElement {
    const gap = element("tr", { class: "gap", role: "presentation" });
    gap.style.height = `${rows * this.#rowHeight}px`;
    return gap;
  }

  #cellAt({ row, column }: CellPosition): HTMLTableCellElement | undefined {
    return (row === -1 ? this.#head : this.#rows.get(row))?.cells[column];
  }

  #positionOf(target: EventTarget | null): CellPosition | undefined {
    const cell = target instanceof Element ? target.closest<HTMLTableCellElement>("th, td") : null;
    const row = cell?.parentElement;
    if (!cell || !row) return undefined;
    return { row: Number(row.getAttribute("aria-rowindex")) - 2, column: cell.cellIndex };
  }

  #activate(position: CellPosition, isFocused: boolean): void {
    this.#cellAt(this.#active)?.removeAttribute("tabindex");
    this.#active = position;
    this.#draw();
    const cell = this.#cellAt(position);
    cell?.setAttribute("tabindex", "0");
    if (!isFocused || !cell) return;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #listen(): void {
    this.element.addEventListener("scroll", () => this.#drawSoon());
    new ResizeObserver(() => this.#drawSoon()).observe(this.element);
    this.#table.addEventListener("keydown", event => this.#key(event));
    this.#table.addEventListener("focusin", event => {
      const position = this.#positionOf(event.target);
      if (position) this.#listener.point(position);
    });
    this.#table.addEventListener("click", event => {
      const position = this.#positionOf(event.target);
      if (!position) return;
      this.#activate(position, true);
      if (position.row === -1) this.#listener.chooseHead(position.column);
    });
    this.#table.addEventListener("pointerover", event => {
      if (event.pointerType === "mouse") this.#listener.point(this.#positionOf(event.target));
    });
    this.#table.addEventListener("pointerleave", () => {
      const hasFocus = this.#table.contains(document.activeElement);
      this.#listener.point(hasFocus ? this.#active : undefined);
    });
  }

  #drawSoon(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      this.#draw();
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      if (this.#active.row === -1) this.#listener.chooseHead(this.#active.column);
      else this.#listener.enter();
      event.preventDefault();
      return;
    }
    const to = moveFocus(event.key, event.ctrlKey, this.#active, {
      rows: this.#members.length,
      columns: this.#columns.length,
      page: Math.max(1, Math.floor(this.element.clientHeight / this.#rowHeight) - 5),
    });
    if (!to) return;
    event.preventDefault();
    this.#activate(to, true);
  }
}
