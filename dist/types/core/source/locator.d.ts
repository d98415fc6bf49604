import type { Diagnostic, DiagnosticCode, DiagnosticDetails, Place } from "../diagnostics/diagnostic.js";
/** A step of a path into a value: a key of a mapping, or the index of a list item. */
export type Step = string | number;
/** What a step of a path leads to; a key without a value has none, and a list item no key. */
export interface Child<Node> {
    readonly key: Node | null;
    readonly value: Node | null;
}
/** The node that a path leads to, or the key that leads to it; the nearest known one if there is none. */
export declare function nodeAt<Node>(root: Node, path: readonly Step[], part: "value" | "key", childOf: (node: Node, step: Step) => Child<Node> | undefined): Node;
/** Turns offsets of one text into places. */
export declare class Places {
    #private;
    constructor(file: string, text: string);
    /** Of the text, in UTF-16 code units. */
    get length(): number;
    /** The place between two offsets, cut at the end of its first line, at least one column wide. */
    between(start: number, end: number): Place;
    diagnostic<Code extends DiagnosticCode>(code: Code, details: DiagnosticDetails[Code], start: number, end: number, related?: Place): Diagnostic;
}
/** The first column of a place, for what is missing there. */
export declare function startOf(place: Place): Place;
