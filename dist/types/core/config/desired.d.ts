import type { Email } from "../values/address.js";
import type { Day } from "../values/day.js";
import type { WorkspaceId } from "../values/workspace-id.js";
import type { Config } from "./model.js";
/** The access that a configuration requests on one day. */
export interface Desired {
    readonly organization: string;
    /** The workspaces that are declared, by their IDs. */
    readonly workspaces: ReadonlyMap<WorkspaceId, unknown>;
    /** Every person in the configuration, including people whose access has ended. Sorted by email. */
    readonly people: ReadonlyMap<Email, DesiredPerson>;
}
/** What one person should have on that day. */
export interface DesiredPerson {
    readonly email: Email;
    /** The address that is sent to Tally. */
    readonly address: string;
    /** Sorted. Empty once all access has ended. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** The workspaces whose last day has passed, sorted, and the latest such day. */
    readonly ended: {
        readonly workspaceIds: readonly WorkspaceId[];
        readonly expires: Day;
    } | undefined;
    /** The day on which invites from before that day are sent again. `due`: whether the day has come. */
    readonly resend: {
        readonly day: Day;
        readonly due: boolean;
    } | undefined;
    /** The earlier email addresses of the person, sorted. They keep their access until this address has joined. */
    readonly previously?: readonly Email[] | undefined;
}
/**
 * Returns the access that a configuration requests on a day. A person still has access on the day in `expires`.
 * `resend` waits for its day, because it would otherwise send on every run.
 */
export declare function desiredOn(today: Day, config: Config): Desired;
