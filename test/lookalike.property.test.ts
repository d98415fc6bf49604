import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findHomographs } from "../src/core/text/confusables.ts";
import { times } from "./support/chaos.ts";

const domain = (written: string, uses = 1, isDeclared = false) => ({
  ascii: written,
  written,
  uses,
  isDeclared,
});

/** Ordinary domains, each in one alphabet. */
const honest = [
  "example.com",
  "bücher.example",
  "例え.jp",
  "пример.рф",
  "παράδειγμα.gr",
  "mañana.es",
  "한국.kr",
  "tyskland.se",
  "corp-42.example",
  "xn--bcher-kva.example",
  "σαλάτα.gr",
];

/** The characters that look like each letter. */
const lookalikes: Readonly<Record<string, readonly string[]>> = {
  a: ["а", "α", "ɑ"],
  c: ["с"],
  e: ["е", "ε"],
  i: ["і", "ι", "ı"],
  l: ["1", "ӏ"],
  m: ["rn", "м"],
  o: ["о", "ο", "0", "օ"],
  p: ["р", "ρ"],
  x: ["х", "χ"],
  y: ["у"],
};

describe("findHomographs", () => {
  test("finds a disguised domain with any letters replaced, and only that one", () => {
    const disguises = fc
      .tuple(
        fc.constantFrom("example.com", "company.example", "acme-lab.io"),
        fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
        fc.nat({ max: 3 }),
      )
      .map(([plain, exchange, pick]) => {
        const letters = [...plain].map((letter, index) => {
          const others = lookalikes[letter] ?? [];
          return exchange[index] && others.length > 0 ? (others[pick % others.length] ?? letter) : letter;
        });
        return { plain, disguised: letters.join("") };
      })
      .filter(({ plain, disguised }) => plain !== disguised);
    const property = fc.property(disguises, fc.boolean(), ({ plain, disguised }, isDeclared) => {
      const found = findHomographs([domain(disguised), domain(plain, isDeclared ? 0 : 5, isDeclared)]);
      expect(found).toEqual([{ ascii: disguised, like: plain }]);
    });
    fc.assert(property, { numRuns: times(500) });
  });

  test("reports no honest domain of any alphabet as a lookalike", () => {
    const property = fc.property(fc.subarray(honest), fc.nat({ max: 1000 }), (domains, uses) => {
      expect(findHomographs(domains.map(one => domain(one, uses)))).toEqual([]);
    });
    fc.assert(property, { numRuns: times(200) });
  });

  test("finds a label that mixes alphabets, even if the domain resembles no other", () => {
    expect(findHomographs([domain("ехаmple.com")])).toEqual([{ ascii: "ехаmple.com", like: undefined }]);
    expect(findHomographs([domain("bücher.пример")])).toEqual([]);
  });
});
