import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Source } from "../source/source.ts";
import { findHomographs } from "../text/confusables.ts";
import { groupBy } from "../text/group-by.ts";
import type { Address, Email } from "../values/address.ts";
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
export function lookalikeDomains(
  people: ReadonlyMap<Email, readonly WrittenAddress[]>,
  main: Source | undefined,
): readonly Diagnostic[] {
  const items = [...people.values()].flat();
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
  if (homographs.size === 0) return [];
  return items.flatMap((item): Diagnostic[] => {
    const found = homographs.get(item.address.domain);
    if (!found) return [];
    const { ascii, like } = found;
    const domain = writtenDomain(byDomain.get(ascii)?.[0] ?? item);
    const location = locationOfEmail(item.source, item.index);
    return [{ code: "lookalike-domain", details: { domain, ascii, like }, location }];
  });
}

function writtenDomain({ written }: WrittenAddress): string {
  return written.slice(written.lastIndexOf("@") + 1).trim();
}
