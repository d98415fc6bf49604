import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Source } from "../source/source.ts";
import { readAddress, readDomain, type ToAscii } from "../values/address.ts";
import { explainInvalidAddress } from "../values/address-in-text.ts";
import { numberAt, objectAt, stringAt, stringsAt } from "../values/untyped.ts";
import type { Settings } from "./model.ts";

/** Reads `settings` of the main file. Ignores values of the wrong type, which `validateSchema` reports. */
export function readSettings(
  main: Source,
  toAscii: ToAscii,
): { value: Settings; diagnostics: readonly Diagnostic[] } {
  const given = objectAt(main.value, "settings") ?? {};
  const diagnostics = new DiagnosticList();

  const allowedDomains = stringsAt(given, "allowedDomains").flatMap(({ text, index }) => {
    const domain = readDomain(text.trim(), toAscii);
    if (domain.ok) return [domain.value];
    diagnostics.report("invalid-domain", () => ({
      details: { value: text },
      location: main.locate(["settings", "allowedDomains", index]),
    }));
    return [];
  });
  const areDomainsValid = "allowedDomains" in given && diagnostics.size === 0;
  const protectedEmails = stringsAt(given, "protected").flatMap(({ text, index }) => {
    const reading = readAddress(text, toAscii);
    if (reading.ok) return [reading.value.email];
    diagnostics.report("invalid-address", () => ({
      details: explainInvalidAddress(text, reading.problem, one => readAddress(one, toAscii)),
      location: main.locate(["settings", "protected", index]),
    }));
    return [];
  });
  const value: Settings = {
    // If a domain is invalid, don't check the members' domains: it is unknown which are allowed.
    allowedDomains: areDomainsValid ? allowedDomains.toSorted() : undefined,
    maxInvites: numberAt(given, "maxInvites") ?? 50,
    maxEmailsPerCall: numberAt(given, "maxEmailsPerCall") ?? 50,
    pendingChanges: given["pendingChanges"] === "report" ? "report" : "send",
    removals: given["removals"] === "apply" ? "apply" : "report",
    maxRemovals: stringAt(given, "maxRemovals") ?? numberAt(given, "maxRemovals") ?? "25%",
    protected: protectedEmails.toSorted(),
  };
  return { value, diagnostics: diagnostics.all() };
}
