import type { FinishedCall } from "../core/apply/finished-call.ts";
import { rejectedAddresses } from "../core/apply/summary.ts";
import type { Config } from "../core/config/model.ts";
import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { LoadedConfig } from "./inputs/model.ts";

/** Returns a diagnostic for each email address that Tally rejected in a run, with its line in members.yaml. */
export function diagnosticsOfRejected(
  ended: readonly FinishedCall[],
  { members }: Config,
  { locationOfEntry }: LoadedConfig,
): readonly Diagnostic[] {
  const rejected = rejectedAddresses(ended);
  if (rejected.length === 0) return [];
  const byEmail = new Map(members.map(member => [member.email, member]));
  return rejected.flatMap(({ email, address, problem }): Diagnostic[] => {
    const [entry] = byEmail.get(email)?.entries ?? [];
    if (!entry) return [];
    return [{ code: "email-rejected", details: { address, problem }, location: locationOfEntry(entry) }];
  });
}
