import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { domainToASCII } from "node:url";
import fc from "fast-check";
import { toUnicode } from "tr46";
import { describe, expect, test } from "vitest";
import { type Address, mayNeedIdna, readAddress, readDomain } from "../src/core/values/address.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";

const lettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const atomCharacters = `${lettersAndDigits}!#$%&'*+-/=?^_\`{|}~`;

function textsOf(characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
}

/** Dot-strings (RFC 5321), some of them with the maximum of 64 characters. */
const local = fc.oneof(
  fc
    .array(textsOf(atomCharacters, 1, 12), { minLength: 1, maxLength: 5 })
    .map(atoms => atoms.join("."))
    .filter(text => text.length <= 64),
  textsOf(atomCharacters, 64, 64),
);
/** Letters, digits, and inner hyphens. Labels that begin with `xn--` must also be valid Punycode, so none do here. */
const label = fc
  .tuple(
    textsOf(lettersAndDigits, 1, 1),
    fc.oneof(textsOf(`${lettersAndDigits}-`, 0, 12), textsOf(`${lettersAndDigits}-`, 61, 61)),
    textsOf(lettersAndDigits, 0, 1),
  )
  .map(([first, inner, last]) => `${first}${last === "" ? "" : inner}${last}`)
  .filter(text => !/^xn--/i.test(text));
/** Domains whose last label isn't a number: mail programs would read such a name as an IPv4 address. */
const domain = fc
  .array(label, { minLength: 2, maxLength: 6 })
  .map(labels => labels.join("."))
  .filter(text => !/\.[0-9]+$/.test(text));
const goodAddress = fc
  .tuple(local, domain)
  .map(parts => parts.join("@"))
  .filter(text => text.length <= 254);

const scripts = [
  "äöüéñçøåß",
  "абвгдежз",
  "αβγδεζησ",
  "例え日本語漢字",
  "ไทย",
  "한국어",
  "ѐӑḋ①ﬁＡ",
  "नहीं",
  "אבג",
  "ۀپ",
  "💩☃",
];
const internationalLabel = fc
  .constantFrom(...scripts)
  .chain(script =>
    fc.string({ unit: fc.constantFrom(...script, "a", "z", "7", "-"), minLength: 1, maxLength: 8 }),
  );
const internationalDomain = fc
  .tuple(internationalLabel, fc.constantFrom("example", "рф", "jp", "DE", "한국"))
  .map(([name, last]) => `${name}.${last}`);
const punycodeDomain = textsOf("abcxyz0189-", 0, 12).map(text => `xn--${text}.example`);

/** Domains with characters that UTS 46 drops or replaces, or that IDNA 2008 allows only between some letters, or not at all. */
const oddDomain = fc
  .string({
    unit: fc.constantFrom(..."aäl\u00b7क्ष\u094d\u200c\u200dイ・ב״ａ。．｡\u3164\u115f\ufe0f\u00ad\u034fﬁ①☃K"),
    minLength: 1,
    maxLength: 6,
  })
  .map(name => `${name}.example`);

/** A range of code points or a single one, its status, and what it is replaced by. */
type TableEntry = readonly [range: number | readonly [number, number], status: number, mapping?: string];
const mapped = 1;
const ignored = 7;
const mappingTable: readonly TableEntry[] = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("tr46/lib/mappingTable.json"), "utf8"),
);
/** The characters that Unicode's IDNA mapping table drops or replaces. */
const mappedCharacters = mappingTable.flatMap(([range, status]) => {
  if (status !== mapped && status !== ignored) return [];
  const [first, last] = typeof range === "number" ? [range, range] : range;
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    character: String.fromCodePoint(first + index),
    isDropped: status === ignored,
  }));
});

const noise = fc.constantFrom(
  ...[
    ",",
    ";",
    " ",
    "\t",
    "\n",
    "\r",
    '"',
    "@",
    "\0",
    "\x7f",
    "\x85",
    "\xa0",
    "\xad",
    "<",
    ">",
    "(",
    ")",
    "\\",
    "[",
    "]",
  ],
  ...[
    ":",
    "..",
    ".",
    "-",
    "xn--",
    "\u200b",
    "\u200d",
    "\u2028",
    "\u202e",
    "\u3000",
    "\ufeff",
    "\ud800",
    "é",
    "K",
    "İ",
  ],
  ...["，", "；", "﹐", "﹔", "؛", "\u037e", "＠", "﹫", "。", "．", "｡", "⒈", "℀"],
);
const mutated = fc
  .tuple(goodAddress, fc.array(fc.tuple(fc.nat(), noise, fc.nat({ max: 2 })), { minLength: 1, maxLength: 3 }))
  .map(([good, edits]) =>
    edits.reduce((text, [at, added, dropped]) => {
      const offset = at % (text.length + 1);
      return text.slice(0, offset) + added + text.slice(offset + dropped);
    }, good),
  );
const anyText = fc.oneof(
  mutated,
  goodAddress,
  fc.string({ unit: "binary" }),
  fc.tuple(local, fc.oneof(internationalDomain, punycodeDomain)).map(parts => parts.join("@")),
  fc.emailAddress(),
);

function accepted(text: string): Address[] {
  const reading = readAddress(text, toAsciiDomain);
  return reading.ok ? [reading.value] : [];
}

describe("readAddress", () => {
  test("returns addresses of printable ASCII without separators, whitespace, or quotes", () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const { email, spelling } of accepted(text)) {
          expect(spelling).toMatch(/^[!#-'*+\--9=?A-Z^-~]+@[a-z0-9.-]+$/);
          expect(email).toBe(spelling.toLowerCase());
        }
      }),
      { numRuns: 4000 },
    );
  });

  test("returns addresses that survive a join and a split at Tally's separators", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 8 }), texts => {
        const spellings = texts.flatMap(text => accepted(text).map(one => one.spelling));
        fc.pre(spellings.length > 0);
        expect(spellings.join(",").split(/[,;]/)).toEqual(spellings);
        expect(spellings.join(",").split(/[,;\s]+/u)).toEqual(spellings);
      }),
      { numRuns: 1500 },
    );
  });

  test("reads its own output as the same address", () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const { email, spelling, domain } of accepted(text)) {
          expect(spelling.split("@")[1]).toBe(domain);
          expect(accepted(spelling)).toEqual([{ email, spelling, domain }]);
          expect(accepted(email)).toEqual([{ email, spelling: email, domain }]);
        }
      }),
      { numRuns: 4000 },
    );
  });

  test("limits addresses to the lengths of RFC 5321 and DNS", () => {
    const long = fc
      .tuple(
        textsOf(atomCharacters, 60, 68),
        fc.array(textsOf("ab1", 58, 66), { minLength: 1, maxLength: 4 }),
      )
      .map(([before, labels]) => `${before}@${labels.join(".")}.com`);
    const longInternational = fc
      .tuple(local, textsOf("äü例a", 1, 70))
      .map(([before, name]) => `${before}@${name}.example`);
    fc.assert(
      fc.property(fc.oneof(anyText, long, longInternational), text => {
        for (const { spelling } of accepted(text)) {
          const [localPart = "", domainPart = ""] = spelling.split("@");
          const labels = domainPart.split(".");
          expect(spelling.length).toBeLessThanOrEqual(254);
          expect(localPart.length).toBeLessThanOrEqual(64);
          expect(labels.length).toBeGreaterThanOrEqual(2);
          expect(labels.filter(one => one.length < 1 || one.length > 63)).toEqual([]);
          expect(labels.filter(one => one.startsWith("-") || one.endsWith("-"))).toEqual([]);
        }
      }),
      { numRuns: 4000 },
    );
  });

  test("accepts every valid address as written, with its domain in lowercase", () => {
    fc.assert(
      fc.property(goodAddress, text => {
        const at = text.indexOf("@");
        const spelling = text.slice(0, at) + text.slice(at).toLowerCase();
        expect(readAddress(text, toAsciiDomain)).toEqual({
          ok: true,
          value: { email: text.toLowerCase(), spelling, domain: text.slice(at + 1).toLowerCase() },
        });
      }),
      { numRuns: 3000 },
    );
  });

  test("gives an address the same key in any case and with whitespace around it", () => {
    fc.assert(
      fc.property(goodAddress, fc.constantFrom(" ", "\t", "\n", "\u00a0", ""), (text, space) => {
        const variants = [text.toUpperCase(), text.toLowerCase(), `${space}${text}${space}`];
        const emails = variants.flatMap(accepted).map(one => one.email);
        expect(emails).toEqual(variants.map(() => text.toLowerCase()));
      }),
      { numRuns: 2000 },
    );
  });

  test("gives an international domain the same key in any case, normal form, or Punycode", () => {
    let seen = 0;
    fc.assert(
      fc.property(local, internationalDomain, (before, name) => {
        const [written] = accepted(`${before}@${name}`);
        if (!written) return;
        seen += 1;
        const ascii = written.spelling.slice(before.length + 1);
        const variants = [ascii, ascii.toUpperCase(), name.normalize("NFD"), name.normalize("NFC")];
        // The uppercase of ß is SS, which doesn't lowercase to ß again.
        if (name.toUpperCase().toLowerCase() === name.toLowerCase()) variants.push(name.toUpperCase());
        const emails = variants
          .flatMap(one => accepted(`${before.toUpperCase()}@${one}`))
          .map(one => one.email);
        expect(emails).toEqual(variants.map(() => written.email));
      }),
      { numRuns: 2000 },
    );
    expect(seen).toBeGreaterThan(200);
  });

  test("converts an international domain as the URL standard does", () => {
    fc.assert(
      fc.property(internationalDomain, name => {
        for (const { spelling } of accepted(`a@${name}`)) expect(spelling).toBe(`a@${domainToASCII(name)}`);
      }),
      { numRuns: 2000 },
    );
  });

  test("accepts a domain in Unicode exactly if it accepts it in Punycode", () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.oneof(punycodeDomain, internationalDomain, oddDomain), name => {
        const ascii = domainToASCII(name);
        const unicode = toUnicode(ascii).domain;
        fc.pre(unicode !== ascii && domainToASCII(unicode) === ascii);
        expect(accepted(`a@${unicode}`)).toEqual(accepted(`a@${ascii}`));
        seen += accepted(`a@${ascii}`).length;
      }),
      { numRuns: 4000 },
    );
    expect(seen).toBeGreaterThan(200);
  });

  test("accepts no character that Unicode's mapping table for domains drops or replaces", () => {
    const outcomes = mappedCharacters.map(({ character, isDropped }) => {
      const written = `exa${character}mple.com`;
      const domain = readDomain(written, toAsciiDomain);
      if (isDropped) return { character, outcome: domain.ok ? "wrong" : domain.problem };
      if (!domain.ok) return { character, outcome: "rejected" };
      const decoded = toUnicode(domain.value).domain;
      const isSame = decoded.toUpperCase() === written.toLowerCase().normalize("NFC").toUpperCase();
      return { character, outcome: isSame ? "same" : "wrong" };
    });
    expect(outcomes.filter(({ outcome }) => outcome === "wrong")).toEqual([]);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(["same", "rejected", "domain-changed"]),
    );
  });

  test("doesn't use IDNA for an address that mayNeedIdna rules out", () => {
    const unexpected = (name: string) => {
      throw new Error(`unexpected IDNA conversion of ${name}`);
    };
    fc.assert(
      fc.property(anyText, text => {
        if (mayNeedIdna(text)) return;
        expect(readAddress(text, unexpected)).toEqual(readAddress(text, toAsciiDomain));
      }),
      { numRuns: 2000 },
    );
  });

  test("accepts or rejects any text as an address without throwing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), mutated, anyText), text => {
        expect(typeof readAddress(text, toAsciiDomain).ok).toBe("boolean");
      }),
      { numRuns: 3000 },
    );
  });
});
