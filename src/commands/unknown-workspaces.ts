import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { Refusal } from "../core/failure/failure.ts";
import type { Observed } from "../core/tally/observed.ts";
import { suggest } from "../core/text/suggest.ts";
import type { WorkspaceId } from "../core/values/workspace-id.ts";
import type { Io } from "../io/io.ts";
import { type CommonOptions, type ExitCode, refuse, refuseFiles } from "../reconcile/console.ts";
import type { ConfigInput } from "../reconcile/load.ts";

/** Refuses an apply; workspaces that Tally does not show are pointed at in the file that declares them. */
export async function refuseGuarded(
  io: Io,
  options: CommonOptions,
  refusal: Refusal,
  { config, loaded }: ConfigInput,
  observed: Observed | undefined,
): Promise<ExitCode> {
  if (refusal.refusal !== "guard" || refusal.guard !== "unknownWorkspaces" || !observed)
    return refuse(io, refusal);
  const diagnostics = refusal.workspaceIds.map((id): Diagnostic => {
    const suggestion = suggestionFor(id, config.workspaces.get(id), observed);
    return { code: "workspace-not-shown", details: { id, suggestion }, place: loaded.placeOfWorkspace(id) };
  });
  return refuseFiles(io, options, diagnostics, loaded.texts);
}

/** The id of the workspace that bears the same name in Tally, or one that looks alike. */
function suggestionFor(
  id: WorkspaceId,
  name: string | undefined,
  { workspaces }: Observed,
): string | undefined {
  const named = [...workspaces].filter(([, one]) => one === name);
  return named.length === 1 ? named[0]?.[0] : suggest(id, workspaces.keys());
}
