declare const workspaceBrand: unique symbol;
/** The id that Tally gave a workspace. Ids are unique per type only (tally-api.md, section 2). */
export type WorkspaceId = string & {
    readonly [workspaceBrand]: true;
};
export {};
