import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAddress } from "../src/core/address.ts";
import { toAsciiDomain } from "../src/core/idna.ts";

const lettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const atom = fc.string({
  unit: fc.constantFrom(...`${lettersAndDigits}!#$%&'*+-/=?^_\`{|}~`),
  minLength: 1,
  maxLength: 12,
});
const local = fc.array(atom, { minLength: 1, maxLength: 5 }).map(atoms => atoms.join("."));
const edge = fc.constantFrom(...lettersAndDigits);
const label = fc
  .tuple(edge, fc.string({ unit: fc.constantFrom(...`${lettersAndDigits}-`), maxLength: 10 }), edge)
  .map(parts => parts.join(""))
  .filter(text => !/^..--/.test(text));
const lastLabel = fc.constantFrom("com", "DE", "example", "co-op");
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), lastLabel)
  .map(([labels, last]) => [...labels, last].join("."));
const goodAddress = fc.tuple(local, domain).map(([before, behind]) => `${before}@${behind}`);
const unicodeDomains = fc.constantFrom(
  "bücher.example",
  "münchen.de",
  "faß.de",
  "例え.jp",
  "почта.рф",
  "ουτοπία.gr",
);

const noise = fc.constantFrom(
  ",",
  ";",
  " ",
  "\t",
  "\n",
  '"',
  "@",
  "\0",
  "\u200b",
  "，",
  "；",
  "﹐",
  "＠",
  "。",
  "<",
  ">",
  "(",
  "\\",
  "é",
  "\u202e",
);
const mutated = fc
  .tuple(goodAddress, fc.nat(), noise)
  .map(
    ([text, at, added]) => text.slice(0, at % (text.length + 1)) + added + text.slice(at % (text.length + 1)),
  );
const anything = fc.oneof(
  mutated,
  goodAddress,
  fc.string({ unit: "binary" }),
  unicodeDomains.map(name => `a@${name}`),
  fc.emailAddress(),
);

describe("an address", () => {
  test("that is read holds nothing at which Tally could split, and splitting a joined list gives the same people", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 6 }), texts => {
        const spellings = texts.flatMap(text => {
          const reading = readAddress(text, toAsciiDomain);
          return reading.ok ? [reading.address.spelling] : [];
        });
        for (const spelling of spellings) expect(spelling).toMatch(/^[!#-'*+\--9=?A-Z^-~]+@[a-z0-9.-]+$/);
        expect(spellings.join(",").split(/[,;]/).filter(Boolean)).toEqual(spellings);
      }),
      { numRuns: 3000 },
    );
  });

  test("reads its own spelling as itself, and keeps to the lengths of RFC 5321 and DNS", () => {
    fc.assert(
      fc.property(anything, text => {
        const reading = readAddress(text, toAsciiDomain);
        if (!reading.ok) return;
        const { email, spelling } = reading.address;
        expect(readAddress(spelling, toAsciiDomain)).toEqual(reading);
        expect(readAddress(email, toAsciiDomain)).toEqual({ ok: true, address: { email, spelling: email } });
        const [before = "", behind = ""] = spelling.split("@");
        expect([spelling.length <= 254, before.length <= 64]).toEqual([true, true]);
        expect(behind.split(".").every(part => part.length >= 1 && part.length <= 63)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("of the grammar is accepted, in any case and with white space around it, under one key", () => {
    fc.assert(
      fc.property(goodAddress, text => {
        fc.pre(text.length <= 254 && text.indexOf("@") <= 64);
        const variants = [text, text.toUpperCase(), text.toLowerCase(), `  ${text}\n`].map(variant =>
          readAddress(variant, toAsciiDomain),
        );
        const keys = variants.map(reading => (reading.ok ? reading.address.email : reading.problem));
        expect(new Set(keys)).toEqual(new Set([text.toLowerCase()]));
      }),
      { numRuns: 2000 },
    );
  });

  test("at an international domain has one key, in Unicode, upper case and ASCII", () => {
    fc.assert(
      fc.property(local, unicodeDomains, (before, name) => {
        fc.pre(before.length <= 64);
        const written = readAddress(`${before}@${name}`, toAsciiDomain);
        if (!written.ok) throw new Error(written.problem);
        const { email, spelling } = written.address;
        expect(readAddress(spelling, toAsciiDomain)).toEqual(written);
        const upper = readAddress(
          `${before.toUpperCase()}@${name.replace("ß", "ß").toLocaleUpperCase("und").replaceAll("SS", "ß")}`,
          toAsciiDomain,
        );
        expect(upper.ok && upper.address.email).toBe(email);
      }),
    );
  });
});
