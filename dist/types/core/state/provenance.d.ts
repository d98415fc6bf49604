/** The commit, the pull request, and the workflow run that led to an event, as far as known. */
export interface Provenance {
    readonly commit?: string | undefined;
    readonly pullRequest?: number | undefined;
    readonly run?: string | undefined;
}
