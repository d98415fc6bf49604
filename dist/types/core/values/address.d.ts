import type { Result } from "./result.js";
declare const emailBrand: unique symbol;
/** A normalized email address, which is the key of a member: lowercase, with the domain in ASCII. */
export type Email = string & {
    readonly [emailBrand]: true;
};
/** An email address. Addresses with the same `email` belong to the same person. */
export interface Address {
    readonly email: Email;
    /** The form that is sent to Tally: the local part as written, the domain in lowercase ASCII. */
    readonly spelling: string;
    /** In lowercase ASCII. */
    readonly domain: string;
}
/** Why a string isn't an email address. */
export type AddressProblem = "empty" | "separator" | "white-space" | "no-at" | "two-ats" | "quoted" | "local-empty" | "local-characters" | "local-dots" | "local-too-long" | "domain-empty" | "address-literal" | "domain-one-label" | "domain-characters" | "domain-changed" | "domain-label" | "domain-idna" | "too-long";
/** Converts an international domain name to lowercase ASCII. */
export type ToAscii = (domain: string) => Result<string, AddressProblem>;
/** Whether text could contain an international domain: directly, as `xn--`, or in a YAML escape. */
export declare function mayNeedIdna(text: string): boolean;
/**
 * Reads one address. Tally splits its string of addresses at `,` and `;` (tally-api.md, fact 1), so anything
 * that could be read as two addresses is rejected here and never reaches a call.
 */
export declare function readAddress(text: string, toAscii: ToAscii): Result<Address, AddressProblem>;
/** Returns a function that reads addresses and keeps the result for each domain. */
export declare function addressReader(toAscii: ToAscii): (text: string) => Result<Address, AddressProblem>;
/** Returns the key of a spelling that `readAddress` returned, such as one in the state file or a plan. */
export declare function emailOf(spelling: string): Email;
/** Reads a domain name of at least two labels, in Unicode or ASCII. */
export declare function readDomain(text: string, toAscii: ToAscii): Result<string, AddressProblem>;
export {};
