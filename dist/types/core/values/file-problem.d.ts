/** Something at a path that isn't a regular file, or a link or submodule on the way to it. */
export type IrregularFile = {
    readonly kind: "link";
    readonly path: string;
    readonly target: string;
} | {
    /** special: a pipe, a socket, or a device. */
    readonly kind: "folder" | "submodule" | "special";
    readonly path: string;
};
/** A file whose text git changes on checkout, because of these attributes. */
export interface ChangedOnCheckout {
    readonly kind: "changed-on-checkout";
    readonly path: string;
    readonly attributes: readonly string[];
}
/** Why the file at a path can't be read with the bytes that are in its commit. */
export type FileProblem = IrregularFile | ChangedOnCheckout;
