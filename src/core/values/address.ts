import type { Result } from "./result.ts";

declare const emailBrand: unique symbol;
/** A normalized email address, which is the key of a member: lowercase, with the domain in ASCII. */
export type Email = string & { readonly [emailBrand]: true };

/** An email address. Addresses with the same `email` belong to the same person. */
export interface Address {
  readonly email: Email;
  /** The form that is sent to Tally: the local part as written, the domain in lowercase ASCII. */
  readonly spelling: string;
  /** In lowercase ASCII. */
  readonly domain: string;
}

/** Why a string isn't an email address. */
export type AddressProblem =
  | "empty"
  | "separator"
  | "white-space"
  | "no-at"
  | "two-ats"
  | "quoted"
  | "local-empty"
  | "local-characters"
  | "local-dots"
  | "local-too-long"
  | "domain-empty"
  | "address-literal"
  | "domain-one-label"
  | "domain-characters"
  | "domain-changed"
  | "domain-label"
  | "domain-idna"
  | "too-long";

/** Converts an international domain name to lowercase ASCII. */
export type ToAscii = (domain: string) => Result<string, AddressProblem>;

/** Whether text could contain an international domain: directly, as `xn--`, or in a YAML escape. */
export function mayNeedIdna(text: string): boolean {
  return /[^\n\r\t -~]|xn--|\\/i.test(text);
}

const maxAddressLength = 254;
/** In UTF-16 code units, as written. Even in decomposed letters, a valid domain is shorter. Punycode takes quadratic time. */
const maxWrittenDomainLength = 1000;
const maxLocalLength = 64;
const maxLabelLength = 63;
const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const asciiLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const asciiDomain = /^[a-z0-9.-]+$/;

/**
 * Reads one address. Tally splits its string of addresses at `,` and `;` (tally-api.md, fact 1), so anything
 * that could be read as two addresses is rejected here and never reaches a call.
 */
export function readAddress(text: string, toAscii: ToAscii): Result<Address, AddressProblem> {
  return readWith(text, domain => readDomain(domain, toAscii));
}

function readWith(
  text: string,
  domainOf: (text: string) => Result<string, AddressProblem>,
): Result<Address, AddressProblem> {
  const trimmed = text.trim();
  const at = trimmed.indexOf("@");
  const local = trimmed.slice(0, Math.max(at, 0));
  const written = trimmed.slice(at + 1);
  const localProblem = problemOfLocal(local);
  const domain = localProblem ? fail(localProblem) : domainOf(written);
  // Any of these problems also makes a part invalid, so valid addresses don't need this search.
  if (!domain.ok) return fail(problemOfWhole(trimmed) ?? domain.problem);

  const spelling = domain.value === written ? trimmed : `${local}@${domain.value}`;
  if (spelling.length > maxAddressLength) return fail("too-long");
  return { ok: true, value: { email: emailOf(spelling), spelling, domain: domain.value } };
}

function problemOfWhole(trimmed: string): AddressProblem | undefined {
  if (trimmed === "") return "empty";
  if (/[,;]/.test(trimmed)) return "separator";
  if (/\s/.test(trimmed)) return "white-space";
  if (trimmed.includes('"')) return "quoted";
  const at = trimmed.indexOf("@");
  if (at === -1) return "no-at";
  return trimmed.includes("@", at + 1) ? "two-ats" : undefined;
}

/** Returns a function that reads addresses and keeps the result for each domain. */
export function addressReader(toAscii: ToAscii): (text: string) => Result<Address, AddressProblem> {
  const domains = new Map<string, Result<string, AddressProblem>>();
  const readOnce = (text: string): Result<string, AddressProblem> => {
    const domain = domains.get(text) ?? readDomain(text, toAscii);
    domains.set(text, domain);
    return domain;
  };
  return text => readWith(text, readOnce);
}

/** Returns the key of a spelling that `readAddress` returned, such as one in the state file or a plan. */
export function emailOf(spelling: string): Email {
  return spelling.toLowerCase() as Email;
}

/** Reads a domain name of at least two labels, in Unicode or ASCII. */
export function readDomain(text: string, toAscii: ToAscii): Result<string, AddressProblem> {
  if (text === "") return fail("domain-empty");
  if (text.startsWith("[")) return fail("address-literal");
  if (text.length > maxWrittenDomainLength) return fail("too-long");
  const domain = normalizeDomain(text, toAscii);
  if (!domain.ok) return domain;
  const labels = domain.value.split(".");
  if (labels.length < 2) return fail("domain-one-label");
  if (!labels.every(label => asciiLabel.test(label) && label.length <= maxLabelLength))
    return fail("domain-label");
  if (/^[0-9]+$/.test(labels.at(-1) ?? "")) return fail("address-literal");
  return domain;
}

function problemOfLocal(local: string): AddressProblem | undefined {
  if (local === "") return "local-empty";
  if (local.length <= maxLocalLength && atoms.test(local)) return undefined;
  const parts = local.split(".");
  if (parts.includes("")) return "local-dots";
  return parts.every(one => atoms.test(one)) ? "local-too-long" : "local-characters";
}

function normalizeDomain(text: string, toAscii: ToAscii): Result<string, AddressProblem> {
  const lower = text.toLowerCase();
  if (asciiDomain.test(lower) && !/(?:^|\.)xn--/.test(lower)) return { ok: true, value: lower };
  return asciiDomain.test(lower) || /[\u0080-\u{10ffff}]/u.test(text)
    ? toAscii(text)
    : fail("domain-characters");
}

function fail(problem: AddressProblem) {
  return { ok: false, problem } as const;
}
