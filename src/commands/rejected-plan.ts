import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { Failure } from "../core/failure/failure.ts";
import type { Observed } from "../core/tally/observed.ts";
import { suggest } from "../core/text/suggest.ts";
import type { WorkspaceId } from "../core/values/workspace-id.ts";
import type { Io } from "../io/io.ts";
import type { Planned } from "../reconcile/model.ts";
import { type CommonOptions, type ExitCode, printDiagnostics, printFailure } from "./console/console.ts";

/** Prints why a plan isn't applied. Reports workspaces that Tally doesn't show at their lines in the configuration. */
export async function printRejectedPlan(
  io: Io,
  options: CommonOptions,
  failure: Failure,
  { inputs: { config, files }, observed }: Planned,
  hasSent: boolean,
): Promise<ExitCode> {
  if (failure.reason !== "guard" || failure.guard !== "unknownWorkspaces" || !observed)
    return printFailure(io, failure);
  const diagnostics = failure.workspaceIds.map((id): Diagnostic => {
    const suggestion = suggestionFor(id, config.workspaces.get(id), observed);
    return {
      code: "workspace-not-shown",
      details: { id, suggestion },
      location: files.locationOfWorkspace(id),
    };
  });
  return printDiagnostics(io, options, { diagnostics, texts: files.texts }, nothingSent(hasSent));
}

/** Returns the sentence about what a stopped run sent. `hasSent`: whether it has sent calls before. */
export function nothingSent(hasSent: boolean): string {
  return hasSent ? "Nothing more was sent." : "Nothing was sent.";
}

/** Returns the ID of the workspace with the same name in Tally, or one that looks similar. */
function suggestionFor(
  id: WorkspaceId,
  name: string | undefined,
  { workspaces }: Observed,
): string | undefined {
  const named = [...workspaces].filter(([, one]) => one === name);
  return named.length === 1 ? named[0]?.[0] : suggest(id, workspaces.keys());
}
