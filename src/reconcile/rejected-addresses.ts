import type { EndedCall } from "../core/apply/ended-call.ts";
import { refusedAddresses } from "../core/apply/summary.ts";
import type { Config } from "../core/config/model.ts";
import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { LoadedConfig } from "./inputs/model.ts";

/** The addresses that Tally refused in a run, where they stand in members.yaml. */
export function diagnosticsOfRefused(
  ended: readonly EndedCall[],
  { members }: Config,
  { placeOfEntry }: LoadedConfig,
): readonly Diagnostic[] {
  const refused = refusedAddresses(ended);
  if (refused.length === 0) return [];
  const byEmail = new Map(members.map(member => [member.email, member]));
  return refused.flatMap(({ email, address, problem }): Diagnostic[] => {
    const [entry] = byEmail.get(email)?.entries ?? [];
    if (!entry) return [];
    return [{ code: "address-refused", details: { address, problem }, place: placeOfEntry(entry) }];
  });
}
