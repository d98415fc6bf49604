import type { WorkspaceId } from "../core/config.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Observed } from "../core/observed.ts";
import type { Refusal } from "../core/refusal.ts";
import { suggest } from "../core/suggest.ts";
import type { Io } from "../io.ts";
import type { ConfigInput } from "./inputs.ts";
import { type CommonOptions, type ExitCode, refuse, refuseFiles } from "./show.ts";

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
