import { describe, expect, test } from "vitest";
import { mayNeedIdna, readAddress, readDomain } from "../src/core/values/address.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";

const label = "a".repeat(63);
/** An address of so many characters, at most 254 of which are allowed. */
const ofLength = (length: number) => `${"l".repeat(length - 191)}@${label}.${label}.${"b".repeat(62)}`;

describe("an address", () => {
  test.each([
    ["a@x.example.com"],
    ["a@1.example.c0m"],
    ["a@x-1.example.com"],
    ["!#$%&'*+/=?^_`{|}~-@example.com"],
    [ofLength(254)],
    [`${"l".repeat(64)}@example.com`],
  ])("%s is one", text => {
    expect(readAddress(text, toAsciiDomain)).toEqual({
      ok: true,
      value: {
        email: text.toLowerCase(),
        spelling: text,
        domain: text.slice(text.indexOf("@") + 1),
      },
    });
  });

  test.each([
    [ofLength(255), "too-long"],
    [`${"l".repeat(65)}@example.com`, "local-too-long"],
    ["(a@example.com", "local-characters"],
    ["a)@example.com", "local-characters"],
    ["a\u00e9@example.com", "local-characters"],
    ["a@localhost", "domain-one-label"],
    ["a@\u00fc", "domain-one-label"],
    ["a@example.12", "address-literal"],
    ["a@1.2.3.4", "address-literal"],
    ["a@[1.2.3.4]", "address-literal"],
    ["a@_x.example.com", "domain-characters"],
    ["a@x_.example.com", "domain-characters"],
    ["a@_\u00fc.example.com", "domain-characters"],
    ["a@\u00fc_.example.com", "domain-characters"],
    ["a@\u2603.example.com", "domain-characters"],
    ["a@-x.example.com", "domain-label"],
    ["a@x-.example.com", "domain-label"],
    [`a@${label}b.example.com`, "domain-label"],
    ["a@example..com", "domain-label"],
    ["a@", "domain-empty"],
  ])("%s is none: %s", (text, problem) => {
    expect(readAddress(text, toAsciiDomain)).toEqual({ ok: false, problem });
  });

  test("may need IDNA only where something in the text is not printable ASCII, or is xn-- or escaped", () => {
    expect(["ada@example.com\n\tx: y\r\n ~"].filter(mayNeedIdna)).toEqual([]);
    const texts = ["\u00fc", "xn--x", "XN--x", "a\\u00fcb", "\u0007"];
    expect(texts.filter(mayNeedIdna)).toEqual(texts);
  });

  test("has a domain of which nothing is left where all of it is ignored", () => {
    // Both are dots to IDNA.
    expect(readDomain("example\u3002com", toAsciiDomain)).toMatchObject({ ok: false });
    expect(readDomain("\u00ad.com", toAsciiDomain)).toMatchObject({ ok: false });
  });
});
