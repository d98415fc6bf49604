import type { WorkspaceId } from "./read-config.js";
/** The workspace that a person means, or why there is none. */
export type FoundWorkspace = {
    readonly found: "one";
    readonly id: WorkspaceId;
} | {
    readonly found: "several";
    readonly ids: readonly WorkspaceId[];
} | {
    readonly found: "none";
    readonly suggestion: string | undefined;
};
/** Finds workspaces by their ids, their names in Tally and the names that members.yaml gives them, whatever the case. */
export declare class WorkspaceNames {
    #private;
    constructor(shown: ReadonlyMap<WorkspaceId, string>, declared: ReadonlyMap<WorkspaceId, string>);
    find(text: string): FoundWorkspace;
}
