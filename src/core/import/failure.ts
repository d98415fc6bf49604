import type { WorkspaceMatch } from "../diagnostics/details.ts";
import type { MissingData } from "../tally/observed.ts";

/**
 * Why nothing is imported. exists: with --force the file is replaced and the state kept. unseen: Tally could not be looked at;
 * denied: the key may not see everybody. incomplete-look: half an organization is none. folder: an import writes one file.
 */
export type ImportFailure =
  | { readonly problem: "exists"; readonly paths: readonly string[] }
  | { readonly problem: "folder"; readonly path: string }
  | { readonly problem: "unseen"; readonly why: string; readonly denied: boolean }
  | { readonly problem: "incomplete-live-data"; readonly missing: readonly MissingData[] }
  | { readonly problem: "no-workspaces" }
  | { readonly problem: "workspace-without-list" }
  | {
      readonly problem: "unknown-workspace";
      readonly name: string;
      readonly found: Exclude<WorkspaceMatch, { readonly found: "one" }>;
    }
  | { readonly problem: "lock-lost" };
