import { compareText } from "./compare.ts";
import { groupBy } from "./group-by.ts";

/** Letters of other alphabets, and digits, that pass for Latin letters in most fonts (after Unicode's table, UTS 39). */
const confusables: Readonly<Record<string, string>> = {
  ...pairs("аеорсухіјѕһԁԛԝѵꞓӏмткв", "aeopcyxijshdqwvclmtkb"),
  ...pairs("αονρικτυχεωγη", "aovpiktuxewyn"),
  ...pairs("օսհոզց", "ouhnqg"),
  ...pairs("ıɡɑɩʟ01", "igailol"),
};

/** A domain that somebody wrote, and its form in ASCII, which is compared. */
interface WrittenDomain {
  readonly ascii: string;
  readonly written: string;
  /** How many members have it. */
  readonly uses: number;
  /** Whether settings.allowedDomains names it. */
  readonly isDeclared: boolean;
}

/** A domain that may deceive whoever reads it. `like`: the domain that it passes for; else it mixes alphabets in one label. */
export interface Homograph {
  readonly ascii: string;
  readonly like: string | undefined;
}

/** The domains that pass for another that is declared, or that more members have; and those that mix Latin with Cyrillic or Greek. */
export function findHomographs(domains: readonly WrittenDomain[]): readonly Homograph[] {
  return [...groupBy(domains, one => skeletonOf(one.written)).values()].flatMap(alike => {
    const [first] = alike.toSorted((a, b) => rankOf(b) - rankOf(a) || compareText(a.ascii, b.ascii));
    return alike.flatMap(({ ascii, written, isDeclared }): Homograph[] => {
      if (isDeclared) return [];
      if (first && first.ascii !== ascii) return [{ ascii, like: first.written }];
      return mixesAlphabets(written) ? [{ ascii, like: undefined }] : [];
    });
  });
}

/** What is declared is meant; else what is plain, and then what more members have. */
function rankOf({ isDeclared, written, uses }: WrittenDomain): number {
  return (isDeclared ? 2e9 : 0) + (isPlain(written) ? 1e9 : 0) + uses;
}

function isPlain(written: string): boolean {
  return /^[\x21-\x7e]*$/.test(written);
}

/** What a domain looks like: two with one skeleton pass for each other. */
function skeletonOf(written: string): string {
  const lower = written.toLowerCase();
  // The tables of Unicode take longer to open than a small file to read.
  const bare = isPlain(lower) ? lower : lower.normalize("NFKD").replace(/\p{M}/gu, "");
  const latin = [...bare].map(character => confusables[character] ?? character).join("");
  return latin.replaceAll("rn", "m").replaceAll("vv", "w");
}

function mixesAlphabets(written: string): boolean {
  if (isPlain(written)) return false;
  return written
    .split(/[.。．｡]/)
    .some(label => /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label));
}

function pairs(others: string, latin: string): Record<string, string> {
  return Object.fromEntries([...others].map((character, index) => [character, latin[index] ?? ""]));
}
