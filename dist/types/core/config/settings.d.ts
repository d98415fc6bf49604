import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Email, type ToAscii } from "../values/address.js";
import type { Source } from "../yaml/read-yaml.js";
/** The guards and limits of a configuration, with their defaults filled in. */
export interface Settings {
    /** In lower-case ASCII; any other domain is refused. Nothing where every domain is allowed. */
    readonly allowedDomains: readonly string[] | undefined;
    /** The most people that one apply may invite. */
    readonly maxInvites: number;
    readonly maxEmailsPerCall: number;
    /** What happens when somebody whose invite is pending needs a further workspace. */
    readonly pendingChanges: "send" | "report";
    readonly removals: "report" | "apply";
    /** A number of people, or a share such as `25%`. */
    readonly maxRemovals: number | string;
    /** Sorted. Never removed or cancelled. */
    readonly protected: readonly Email[];
}
/** Reads `settings` of the main file; values of a wrong shape are left to `checkShape`. */
export declare function readSettings(main: Source, toAscii: ToAscii): {
    value: Settings;
    diagnostics: readonly Diagnostic[];
};
