import type { WorkspaceMatch } from "../diagnostics/details.ts";
import type { MissingData } from "../tally/observed.ts";

/**
 * Why nothing was imported.
 * - exists: the files exist, and only an import with `--force` replaces members.yaml. It keeps the state.
 * - folder: the configuration is a folder, but an import writes one file.
 * - unseen: Tally couldn't be checked. `denied`: the API key can't list all members.
 * - incomplete-live-data: Tally returned only a part of the organization.
 */
export type ImportFailure =
  | { readonly problem: "exists"; readonly paths: readonly string[] }
  | { readonly problem: "folder"; readonly path: string }
  | { readonly problem: "unseen"; readonly why: string; readonly denied: boolean }
  | { readonly problem: "incomplete-live-data"; readonly missing: readonly MissingData[] }
  | { readonly problem: "no-workspaces" }
  /** An option that only a CSV file gives a meaning. */
  | { readonly problem: "needs-csv"; readonly option: string }
  | {
      readonly problem: "unknown-workspace";
      readonly name: string;
      readonly found: Exclude<WorkspaceMatch, { readonly found: "one" }>;
    }
  | { readonly problem: "into-outside"; readonly file: string; readonly config: string }
  | { readonly problem: "into-folder"; readonly file: string }
  | { readonly problem: "into-main"; readonly file: string }
  /** `name`: the path of the file from the folder of the main file. */
  | {
      readonly problem: "into-not-included";
      readonly file: string;
      readonly name: string;
      readonly config: string;
      readonly hasInclude: boolean;
    }
  | { readonly problem: "lock-lost" };
