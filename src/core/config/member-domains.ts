import type { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Source } from "../source/source.ts";
import { findHomographs } from "../text/confusables.ts";
import { groupBy } from "../text/group-by.ts";
import type { Address } from "../values/address.ts";
import { objectAt, stringsAt } from "../values/untyped.ts";

/** An email address in a `members` list, with its file and its index in the list. */
export interface WrittenAddress {
  readonly source: Source;
  readonly index: number;
  readonly written: string;
  readonly address: Address;
}

/** Returns the location of the email address of an item in a `members` list. */
export function locationOfEmail(source: Source, index: number): Location {
  return source.locate(["members", index, "email"]);
}

/** Warns of domains that a reviewer might mistake for others. Domains in `allowedDomains` are exempt. */
export function reportLookalikeDomains(
  items: readonly WrittenAddress[],
  main: Source | undefined,
  diagnostics: DiagnosticList,
): void {
  const byDomain = groupBy(items, ({ address }) => address.domain);
  const domains = [...byDomain].map(([ascii, own]) => {
    return { ascii, written: writtenDomain(own[0]), uses: own.length, isDeclared: false };
  });
  const allowed = stringsAt(objectAt(main?.value, "settings"), "allowedDomains").map(({ text }) => {
    return { ascii: text.toLowerCase(), written: text, uses: 0, isDeclared: true };
  });
  const known = new Set(allowed.map(one => one.ascii));
  const others = domains.filter(one => !known.has(one.written.toLowerCase()) && !known.has(one.ascii));
  const homographs = new Map(findHomographs([...allowed, ...others]).map(one => [one.ascii, one]));
  if (homographs.size === 0) return;
  for (const item of items) {
    const found = homographs.get(item.address.domain);
    if (!found) continue;
    const { ascii, like } = found;
    diagnostics.report("lookalike-domain", () => ({
      details: { domain: writtenDomain(byDomain.get(ascii)?.[0] ?? item), ascii, like },
      location: locationOfEmail(item.source, item.index),
    }));
  }
}

function writtenDomain({ written }: WrittenAddress): string {
  return written.slice(written.lastIndexOf("@") + 1).trim();
}
