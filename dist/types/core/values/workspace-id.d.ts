declare const workspaceBrand: unique symbol;
/** The ID that Tally gave a workspace. IDs are unique only among objects of one type (tally-api.md, section 2). */
export type WorkspaceId = string & {
    readonly [workspaceBrand]: true;
};
export {};
