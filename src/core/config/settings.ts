import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../source/source.ts";
import { readAddress, readDomain, type ToAscii } from "../values/address.ts";
import { mappingAt, textsAt } from "../values/untyped.ts";
import type { Settings } from "./model.ts";

/** Reads `settings` of the main file; values of a wrong shape are left to `validateSchema`. */
export function readSettings(
  main: Source,
  toAscii: ToAscii,
): { value: Settings; diagnostics: readonly Diagnostic[] } {
  const given = mappingAt(main.value, "settings");
  const diagnostics: Diagnostic[] = [];

  const allowedDomains = textsAt(given, "allowedDomains").flatMap(({ text, index }) => {
    const domain = readDomain(text.trim(), toAscii);
    if (domain.ok) return [domain.domain];
    const place = main.placeOf(["settings", "allowedDomains", index]);
    diagnostics.push({ code: "invalid-domain", details: { value: text }, place });
    return [];
  });
  const allowsKnown = "allowedDomains" in given && diagnostics.length === 0;
  const protectedEmails = textsAt(given, "protected").flatMap(({ text, index }) => {
    const reading = readAddress(text, toAscii);
    if (reading.ok) return [reading.address.email];
    const place = main.placeOf(["settings", "protected", index]);
    diagnostics.push({ code: "invalid-address", details: { value: text, problem: reading.problem }, place });
    return [];
  });
  const value: Settings = {
    // With a domain that does not read, nothing is known of what is allowed, and nothing is said of the members' domains.
    allowedDomains: allowsKnown ? allowedDomains.toSorted() : undefined,
    maxInvites: numberOr(given["maxInvites"], 50),
    maxEmailsPerCall: numberOr(given["maxEmailsPerCall"], 50),
    pendingChanges: given["pendingChanges"] === "report" ? "report" : "send",
    removals: given["removals"] === "apply" ? "apply" : "report",
    maxRemovals:
      typeof given["maxRemovals"] === "string" ? given["maxRemovals"] : numberOr(given["maxRemovals"], "25%"),
    protected: protectedEmails.toSorted(),
  };
  return { value, diagnostics };
}

function numberOr<Default>(value: unknown, otherwise: Default): number | Default {
  return typeof value === "number" ? value : otherwise;
}
