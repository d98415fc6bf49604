/** The commit, the pull request and the workflow run behind an event, where known. */
export interface Provenance {
    readonly commit?: string | undefined;
    readonly pullRequest?: number | undefined;
    readonly run?: string | undefined;
}
