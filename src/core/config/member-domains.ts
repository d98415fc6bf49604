import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Place } from "../diagnostics/location.ts";
import type { Source } from "../source/source.ts";
import { findHomographs } from "../text/confusables.ts";
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
export function placeOfEmail(source: Source, index: number): Place {
  return source.placeOf(["members", index, "email"]);
}

/** A domain as it was first written, and how many items have their address at it. */
interface FoundDomain {
  readonly written: string;
  uses: number;
}

/** The domains of all members, by their ASCII. */
function domainsOf(people: ReadonlyMap<Email, readonly WrittenAddress[]>): ReadonlyMap<string, FoundDomain> {
  const domains = new Map<string, FoundDomain>();
  for (const items of people.values()) {
    for (const item of items) {
      const ascii = item.address.domain;
      const found = domains.get(ascii);
      if (found) found.uses += 1;
      else
        domains.set(ascii, {
          written: item.written.slice(item.written.lastIndexOf("@") + 1).trim(),
          uses: 1,
        });
    }
  }
  return domains;
}

/** Domains that may deceive whoever reviews the file. An allowed one is meant, whatever it looks like. */
export function homographsAmong(
  people: ReadonlyMap<Email, readonly WrittenAddress[]>,
  main: Source | undefined,
): readonly Diagnostic[] {
  const domains = domainsOf(people);
  const declared = stringsAt(objectAt(main?.value, "settings"), "allowedDomains").map(({ text }) => text);
  const written = [...domains].map(([ascii, one]) => {
    return { ascii, written: one.written, uses: one.uses, isDeclared: false };
  });
  const allowed = declared.map(text => ({
    ascii: text.toLowerCase(),
    written: text,
    uses: 0,
    isDeclared: true,
  }));
  const known = new Set(allowed.map(one => one.written.toLowerCase()));
  const others = written.filter(one => !known.has(one.written.toLowerCase()) && !known.has(one.ascii));
  const homographs = new Map(findHomographs([...allowed, ...others]).map(one => [one.ascii, one]));
  if (homographs.size === 0) return [];
  return [...people.values()].flat().flatMap((item): Diagnostic[] => {
    const found = homographs.get(item.address.domain);
    if (!found) return [];
    const { ascii, like } = found;
    const domain = domains.get(ascii)?.written ?? ascii;
    const place = placeOfEmail(item.source, item.index);
    return [{ code: "lookalike-domain", details: { domain, ascii, like }, place }];
  });
}
