import type { Email } from "../values/address.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/** Forgotten workspaces of a person; `all` includes every workspace. */
export type ForgottenIds = ReadonlySet<WorkspaceId> | "all";
/** When the grants of each person were last forgotten. Takes no time for each call that is open then, because there may be thousands. */
export declare class ForgottenGrants {
    #private;
    /** The number of `forgotten` events so far. */
    count: number;
    /** Forgets grants of a person: those in the given workspaces, or all if undefined. */
    add(email: Email, workspaceIds: readonly WorkspaceId[] | undefined): void;
    /** Returns which of a person's workspaces were forgotten after the first `start` events. Undefined if none was. */
    after(start: number, email: Email, workspaceIds: readonly WorkspaceId[]): ForgottenIds | undefined;
}
