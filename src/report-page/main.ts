import type { Report } from "../core/report/model.ts";
import { type Controls, makeControls } from "./controls.ts";
import { type Details, makeDetails, type Subject } from "./details.ts";
import { element } from "./elements/element.ts";
import { makeShapes } from "./elements/status-icons.ts";
import { makeGrowth } from "./growth/growth.ts";
import { type Layout, makeLayout } from "./layout.ts";
import type { CellPosition } from "./matrix/keyboard.ts";
import { Matrix, maxRowsInDocument } from "./matrix/matrix.ts";
import { leading, maxColumnsWithSideDetails } from "./matrix/rows.ts";
import type { Member, Model } from "./model/model.ts";
import { formatFragment, type Query, readFragment, type Sort, selectMembers } from "./model/query.ts";
import { readModel } from "./model/read-model.ts";
import { makePrintView } from "./print.ts";

/** The page, which shows what a query selects from the report. */
class Page {
  readonly #model: Model;
  readonly #layout: Layout;
  readonly #controls: Controls;
  readonly #matrix: Matrix;
  readonly #details: Details;
  readonly #nobody = element("p", { class: "empty", hidden: true }, "No people match.");
  #growth: HTMLElement | undefined;
  #query: Query;
  #members: readonly Member[] = [];

  constructor(model: Model) {
    this.#model = model;
    this.#query = readFragment(location.hash, model);
    this.#controls = makeControls(model, changed => this.#change(changed));
    this.#details = makeDetails(model);
    this.#matrix = new Matrix(model, {
      point: position => this.#details.show(this.#subject(position)),
      chooseHead: column => this.#chooseHead(column),
      enter: () => this.#details.element.focus(),
    });
    this.#layout = makeLayout(model);
    const stage = element(
      "div",
      { class: model.workspaces.length <= maxColumnsWithSideDetails ? "stage side-by-side" : "stage" },
      this.#matrix.element,
      this.#nobody,
      this.#details.element,
    );
    this.#layout.members.append(this.#controls.element, stage);
    document.body.prepend(makeShapes(), this.#layout.element);
    this.#listen();
    this.#show();
  }

  #listen(): void {
    this.#details.element.addEventListener("keydown", event => {
      if (event.key === "Escape") this.#matrix.focus();
    });
    window.addEventListener("hashchange", () => {
      this.#query = readFragment(location.hash, this.#model);
      this.#show();
    });
    window.addEventListener("beforeprint", () => {
      if (this.#query.view === "members") {
        const part = this.#layout.part.selected();
        this.#layout.printView.replaceChildren(makePrintView(this.#model, this.#members, this.#query, part));
      }
    });
    window.addEventListener("afterprint", () => this.#layout.printView.replaceChildren());
    window.addEventListener("keydown", event => this.#find(event));
  }

  /**
   * Moves to the page's own search when the reader presses the browser's find key in a long matrix, because the browser finds only what
   * is in the document. Pressed again, the key opens the browser's search.
   */
  #find(event: KeyboardEvent): void {
    const isFind = event.key === "f" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const { search } = this.#controls;
    const isLong = this.#query.view === "members" && this.#members.length > maxRowsInDocument;
    if (!isFind || !isLong || document.activeElement === search) return;
    event.preventDefault();
    search.focus();
    search.select();
  }

  #change(changed: Partial<Query>): void {
    this.#query = { ...this.#query, ...changed };
    this.#show();
    // This comes last, because some browsers reject it if it happens often, or in a frame.
    const fragment = formatFragment(this.#query, this.#model);
    history.replaceState(null, "", fragment === "" ? location.pathname + location.search : fragment);
  }

  #show(): void {
    const { view } = this.#query;
    this.#layout.show(this.#query);
    if (view === "growth") {
      this.#growth ??= this.#layout.growth.appendChild(makeGrowth(this.#model));
      return;
    }
    this.#members = selectMembers(this.#model, this.#query);
    this.#layout.part.show(this.#members.length);
    this.#controls.show(this.#query, this.#members.length);
    this.#matrix.show(this.#members, this.#query);
    this.#matrix.element.hidden = this.#members.length === 0;
    this.#details.element.hidden = this.#members.length === 0;
    this.#nobody.hidden = this.#members.length > 0;
  }

  #subject(position: CellPosition | undefined): Subject {
    if (!position) return { kind: "hint" };
    const member = this.#matrix.memberAt(position.row);
    const workspace = this.#model.workspaces[position.column - leading];
    if (!member) return workspace ? { kind: "workspace", workspace } : { kind: "hint" };
    if (!workspace) return { kind: "member", member };
    return { kind: "grant", member, workspace, grant: member.cells[position.column - leading] };
  }

  /** Sorts by a leading column, or reverses the order if it is already sorted. For a workspace, turns its filter on or off. */
  #chooseHead(column: number): void {
    const sort: Sort | undefined = (["name", "workspaces", "since"] as const)[column];
    if (sort !== undefined) {
      this.#change({ sort, isDescending: this.#query.sort === sort && !this.#query.isDescending });
      return;
    }
    const workspace = column - leading;
    this.#change({ workspace: this.#query.workspace === workspace ? undefined : workspace });
  }
}

/** Reads the report in the page: JSON, compressed and encoded in base64. */
async function readReport(): Promise<Report> {
  const text = atob(document.getElementById("report")?.textContent ?? "");
  const bytes = Uint8Array.from(text, character => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return (await new Response(stream).json()) as Report;
}

readReport().then(report => new Page(readModel(report)));
