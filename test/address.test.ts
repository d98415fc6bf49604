import { describe, expect, test } from "vitest";
import { mayNeedIdna, readAddress, readDomain } from "../src/core/values/address.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";

const label = "a".repeat(63);
/** An address with the given number of characters. The maximum is 254. */
const addressOfLength = (length: number) => `${"l".repeat(length - 191)}@${label}.${label}.${"b".repeat(62)}`;

describe("readAddress", () => {
  test.each([
    ["a@x.example.com"],
    ["a@1.example.c0m"],
    ["a@x-1.example.com"],
    ["!#$%&'*+/=?^_`{|}~-@example.com"],
    [addressOfLength(254)],
    [`${"l".repeat(64)}@example.com`],
  ])("accepts the address %s", text => {
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
    [addressOfLength(255), "too-long"],
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
    ["a@xn--n3h.example.com", "domain-idna"],
    ["a@exa\u200bmple.com", "domain-changed"],
    ["a@exa\u3164mple.com", "domain-changed"],
    ["a@example\u3002com", "domain-changed"],
    ["a@\uff45xample.com", "domain-changed"],
    ["a@exa\u200dmple.com", "domain-idna"],
    ["a@para\u00b7lel.cat", "domain-characters"],
    ["a@-x.example.com", "domain-label"],
    ["a@x-.example.com", "domain-label"],
    [`a@${label}b.example.com`, "domain-label"],
    ["a@example..com", "domain-label"],
    ["a@", "domain-empty"],
  ])("rejects the address %s: %s", (text, problem) => {
    expect(readAddress(text, toAsciiDomain)).toEqual({ ok: false, problem });
  });
});

describe("readDomain", () => {
  test.each([
    ["paral\u00b7lel.cat", "xn--parallel-koa.cat"],
    ["\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com", "xn--mgba3gch31f060k.com"],
    ["\u30c9\u30fb\u30a2.jp", "xn--cck0dyg.jp"],
    ["STRA\u1e9eE.example", "xn--strae-oqa.example"],
    ["\u039f\u0394\u039f\u03a3.gr", "xn--pxavbq.gr"],
  ])("reads the domain %s like its Punycode form", (unicode, ascii) => {
    expect(readDomain(unicode, toAsciiDomain)).toEqual({ ok: true, value: ascii });
    expect(readDomain(ascii, toAsciiDomain)).toEqual({ ok: true, value: ascii });
  });
});

describe("mayNeedIdna", () => {
  test("requires IDNA only for non-ASCII and control characters, xn--, and backslashes", () => {
    expect(["ada@example.com\n\tx: y\r\n ~"].filter(mayNeedIdna)).toEqual([]);
    const texts = ["\u00fc", "xn--x", "XN--x", "a\\u00fcb", "\u0007"];
    expect(texts.filter(mayNeedIdna)).toEqual(texts);
  });
});

describe("readDomain", () => {
  test("rejects an ideographic full stop as the only dot, and a label that IDNA ignores", () => {
    // IDNA maps U+3002 to a dot and removes U+00AD.
    expect(readDomain("example\u3002com", toAsciiDomain)).toMatchObject({ ok: false });
    expect(readDomain("\u00ad.com", toAsciiDomain)).toMatchObject({ ok: false });
  });
});
