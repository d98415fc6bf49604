import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Source } from "../source/source.ts";
import { findHomographs, type WrittenDomain } from "../text/confusables.ts";
import type { Address, Email } from "../values/address.ts";
import { objectAt, stringsAt } from "../values/untyped.ts";

/** An address of a `members` list, and where it stands. */
export interface WrittenAddress {
  readonly source: Source;
  readonly index: number;
  readonly written: string;
  readonly address: Address;
}

/** Where the address of an item of a `members` list stands. */
export function locationOfEmail(source: Source, index: number): Location {
  return source.locate(["members", index, "email"]);
}

/** Domains that may deceive whoever reviews the file. An allowed one is meant, whatever it looks like. */
export function homographsAmong(
  people: ReadonlyMap<Email, readonly WrittenAddress[]>,
  main: Source | undefined,
): readonly Diagnostic[] {
  const items = [...people.values()].flat();
  const domains = new Map<string, WrittenDomain & { uses: number }>();
  for (const { written, address } of items) {
    const ascii = address.domain;
    const found = domains.get(ascii);
    if (found) found.uses += 1;
    else {
      const domain = written.slice(written.lastIndexOf("@") + 1).trim();
      domains.set(ascii, { ascii, written: domain, uses: 1, isDeclared: false });
    }
  }
  const allowed = stringsAt(objectAt(main?.value, "settings"), "allowedDomains").map(({ text }) => {
    return { ascii: text.toLowerCase(), written: text, uses: 0, isDeclared: true };
  });
  const known = new Set(allowed.map(one => one.ascii));
  const others = [...domains.values()].filter(
    one => !known.has(one.written.toLowerCase()) && !known.has(one.ascii),
  );
  const homographs = new Map(findHomographs([...allowed, ...others]).map(one => [one.ascii, one]));
  if (homographs.size === 0) return [];
  return items.flatMap(({ source, index, address }): Diagnostic[] => {
    const found = homographs.get(address.domain);
    if (!found) return [];
    const { ascii, like } = found;
    const domain = domains.get(ascii)?.written ?? ascii;
    const location = locationOfEmail(source, index);
    return [{ code: "lookalike-domain", details: { domain, ascii, like }, location }];
  });
}
