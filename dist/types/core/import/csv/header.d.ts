import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Places } from "../../source/locator.js";
import type { Cell } from "./table.js";
/** What a column of a list holds, where it is of use. */
export type ColumnKind = "email" | "workspaces" | "name" | "first name" | "last name" | "expires";
/** Why a header cannot be used. */
export type HeaderProblem = {
    readonly problem: "empty";
} | {
    readonly problem: "missing";
    readonly kind: "email" | "workspaces";
} | {
    readonly problem: "twice";
    readonly kind: ColumnKind;
};
/** Which column holds what, by its index. */
export interface Header {
    readonly columns: ReadonlyMap<ColumnKind, number>;
    /** How many columns there are. */
    readonly width: number;
    /** The names of columns that are of no use here. */
    readonly unused: readonly string[];
}
/** Reads the header of a list. `needsWorkspaces`: nobody is given a workspace otherwise. */
export declare function readHeader(cells: readonly Cell[], places: Places, needsWorkspaces: boolean): {
    readonly header: Header;
    readonly diagnostics: readonly Diagnostic[];
};
