import type { WorkspaceId } from "./workspace-id.ts";

/** The IDs that `rollcall init` writes if it doesn't know the real ones. Tally has no such organization or workspace. */
export const placeholderIds = {
  organization: "ORGANIZATION-ID",
  workspace: "WORKSPACE-ID" as WorkspaceId,
};
