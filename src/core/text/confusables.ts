import { compareText } from "./compare.ts";
import { groupBy } from "./group-by.ts";

/**
 * Letters of other alphabets, and digits, that look like Latin letters in most fonts (based on Unicode's
 * table, UTS 39).
 */
const confusables: Readonly<Record<string, string>> = {
  ...pairs("аеорсухіјѕһԁԛԝѵꞓӏмткв", "aeopcyxijshdqwvclmtkb"),
  ...pairs("αονρικτυχεωγη", "aovpiktuxewyn"),
  ...pairs("օսհոզց", "ouhnqg"),
  ...pairs("ıɡɑɩʟ01", "igailol"),
};

/** A domain as written, and its ASCII form, by which domains are compared. */
interface WrittenDomain {
  readonly ascii: string;
  readonly written: string;
  /** The number of members with this domain. */
  readonly uses: number;
  /** Whether settings.allowedDomains names it. */
  readonly isDeclared: boolean;
}

/**
 * A domain that may deceive readers. `like`: the domain that it resembles. If undefined, it mixes alphabets
 * in one label.
 */
export interface Homograph {
  readonly ascii: string;
  readonly like: string | undefined;
}

/**
 * Finds the domains that resemble one that is declared or that more members have, and those that mix Latin
 * with Cyrillic or Greek.
 */
export function findHomographs(domains: readonly WrittenDomain[]): readonly Homograph[] {
  return [...groupBy(domains, one => skeletonOf(one.written)).values()].flatMap(lookalikes => {
    const [first] = lookalikes.toSorted((a, b) => rankOf(b) - rankOf(a) || compareText(a.ascii, b.ascii));
    return lookalikes.flatMap(({ ascii, written, isDeclared }): Homograph[] => {
      if (isDeclared) return [];
      if (first && first.ascii !== ascii) return [{ ascii, like: first.written }];
      return mixesAlphabets(written) ? [{ ascii, like: undefined }] : [];
    });
  });
}

/** Ranks a domain by how likely it is the genuine one: declared first, then ASCII, then the number of members. */
function rankOf({ isDeclared, written, uses }: WrittenDomain): number {
  return (isDeclared ? 2e9 : 0) + (isPlain(written) ? 1e9 : 0) + uses;
}

function isPlain(written: string): boolean {
  return /^[\x21-\x7e]*$/.test(written);
}

/** Returns what a domain looks like. Domains with the same skeleton look the same. */
function skeletonOf(written: string): string {
  const lower = written.toLowerCase();
  // Loading the Unicode tables takes longer than reading a small file.
  const bare = isPlain(lower) ? lower : lower.normalize("NFKD").replace(/[\p{M}\p{Join_Control}]/gu, "");
  const latin = [...bare].map(character => confusables[character] ?? character).join("");
  return latin.replaceAll("rn", "m").replaceAll("vv", "w");
}

function mixesAlphabets(written: string): boolean {
  if (isPlain(written)) return false;
  return written
    .split(".")
    .some(label => /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label));
}

function pairs(others: string, latin: string): Record<string, string> {
  return Object.fromEntries([...others].map((character, index) => [character, latin[index] ?? ""]));
}
