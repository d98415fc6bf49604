import type { Result } from "./result.js";
declare const emailBrand: unique symbol;
/** A normalized email address, the key of a member: lower-cased, its domain in ASCII. */
export type Email = string & {
    readonly [emailBrand]: true;
};
/** One email address. No two addresses with one `email` are different people. */
export interface Address {
    readonly email: Email;
    /** What is sent to Tally: the local part as it was written, the domain in lower-case ASCII. */
    readonly spelling: string;
    /** In lower-case ASCII. */
    readonly domain: string;
}
/** Why a text is not an address. */
export type AddressProblem = "empty" | "separator" | "white-space" | "no-at" | "two-ats" | "quoted" | "local-empty" | "local-characters" | "local-dots" | "local-too-long" | "domain-empty" | "address-literal" | "domain-one-label" | "domain-characters" | "domain-label" | "domain-idna" | "too-long";
/** Gives an international domain name in lower-case ASCII, or nothing where it is not valid. */
export type ToAscii = (domain: string) => string | undefined;
/** Whether a text could hold an international domain: as it is, as `xn--`, or behind an escape of YAML. */
export declare function mayNeedIdna(text: string): boolean;
/**
 * Reads one address. Tally splits its one string of addresses at `,` and `;` (tally-api.md, fact 1), so whatever could be
 * read as two addresses is refused here and never reaches a call.
 */
export declare function readAddress(text: string, toAscii: ToAscii): Result<Address, AddressProblem>;
/** Reads many addresses: what is found of a domain is kept for the next address at it. */
export declare function addressReader(toAscii: ToAscii): (text: string) => Result<Address, AddressProblem>;
/** The key of a spelling that `readAddress` gave before, such as one in the state file or a plan. */
export declare function emailOf(spelling: string): Email;
/** Reads a domain name of at least two labels, in Unicode or ASCII. */
export declare function readDomain(text: string, toAscii: ToAscii): Result<string, AddressProblem>;
export {};
