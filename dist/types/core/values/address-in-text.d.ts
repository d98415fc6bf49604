import type { Address, AddressProblem } from "./address.js";
import type { Result } from "./result.js";
/** A text that isn't an email address, and why. `suggestion`: the address in it, if there is one. */
export interface InvalidAddress {
    readonly value: string;
    readonly problem: AddressProblem;
    readonly suggestion: string | undefined;
}
type ReadAddress = (text: string) => Result<Address, AddressProblem>;
/** Explains why a text isn't an email address. */
export declare function explainInvalidAddress(value: string, problem: AddressProblem, readAddress: ReadAddress): InvalidAddress;
export {};
