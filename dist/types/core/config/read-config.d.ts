import { type Diagnostic, type Reading } from "../diagnostics/diagnostic.js";
import type { Email, ToAscii } from "../values/address.js";
import type { Day } from "../values/day.js";
import type { ReadFile } from "../yaml/read-yaml.js";
import { type Settings } from "./settings.js";
declare const workspaceBrand: unique symbol;
/** The id that Tally gave a workspace. Ids are unique per type only (tally-api.md, section 2). */
export type WorkspaceId = string & {
    readonly [workspaceBrand]: true;
};
/** What members.yaml and the files it includes say, whatever the day. */
export interface Config {
    readonly organization: string;
    /** The name of each declared workspace, by its id. */
    readonly workspaces: ReadonlyMap<WorkspaceId, string>;
    /** Sorted by email. */
    readonly members: readonly Member[];
    readonly settings: Settings;
}
/** One person, whichever files they stand in. */
export interface Member {
    readonly email: Email;
    /** The one spelling of the address that is sent to Tally. */
    readonly address: string;
    readonly name?: string | undefined;
    /** The latest of the days given. */
    readonly resend?: Day | undefined;
    /** One for each file that names the person. */
    readonly entries: readonly Entry[];
}
/** One item of a `members` list. */
export interface Entry {
    /** Sorted, each once, groups resolved. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** The last day on which these workspaces are desired. */
    readonly expires?: Day | undefined;
    /** Where it stands: the file and the index in its list. */
    readonly file: string;
    readonly index: number;
}
/** The files of one configuration, the main one first where there is one. */
export interface ConfigFiles {
    readonly main: ReadFile | undefined;
    readonly included: readonly ReadFile[];
    /** What was found while looking for the files. */
    readonly diagnostics: readonly Diagnostic[];
}
/** All files of a configuration as one value, or everything that is wrong with them. */
export declare function readConfig(files: ConfigFiles, toAscii: ToAscii): Reading<Config>;
export {};
