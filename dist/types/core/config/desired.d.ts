import type { Email } from "../values/address.js";
import type { Day } from "../values/day.js";
import type { WorkspaceId } from "../values/workspace-id.js";
import type { Config } from "./model.js";
/** The grants that a configuration asks for on one day. */
export interface Desired {
    readonly organization: string;
    /** The workspaces that are declared, by their IDs. */
    readonly workspaces: ReadonlyMap<WorkspaceId, unknown>;
    /** Every person of the configuration, those whose access has ended included, by email in sorted order. */
    readonly people: ReadonlyMap<Email, DesiredPerson>;
}
/** What one person should have on that day. */
export interface DesiredPerson {
    readonly email: Email;
    readonly address: string;
    /** Sorted. Empty once all access has ended. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** Workspaces whose last day has passed, sorted, and the latest such day. */
    readonly ended: {
        readonly workspaceIds: readonly WorkspaceId[];
        readonly expires: Day;
    } | undefined;
    /** Invites that went out before this day are sent again; `due` once the day has come. */
    readonly resend: {
        readonly day: Day;
        readonly due: boolean;
    } | undefined;
}
/** What is desired on a day. `expires` is the last day of access; `resend` waits for its day, or it would send on every run. */
export declare function desiredOn(today: Day, config: Config): Desired;
