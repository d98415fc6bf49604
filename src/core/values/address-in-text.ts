import type { Address, AddressProblem } from "./address.ts";
import type { Result } from "./result.ts";

/** A text that isn't an email address, and why. `suggestion`: the address in it, if there is one. */
export interface InvalidAddress {
  readonly value: string;
  readonly problem: AddressProblem;
  readonly suggestion: string | undefined;
}

type ReadAddress = (text: string) => Result<Address, AddressProblem>;

/** Explains why a text isn't an email address. */
export function explainInvalidAddress(
  value: string,
  problem: AddressProblem,
  readAddress: ReadAddress,
): InvalidAddress {
  const suggestion =
    problem === "domain-changed" ? unchanged(value, readAddress) : addressInText(value, readAddress);
  return { value, problem, suggestion };
}

/** The address that a text is most likely to mean if its domain has characters that IDNA drops or replaces. */
function unchanged(text: string, readAddress: ReadAddress): string | undefined {
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  const address = visible.normalize("NFKC").replaceAll("\u3002", ".").trim();
  return readAddress(address).ok ? address : undefined;
}

const maxTextLength = 500;
const candidate =
  /[^\s<>()[\]{}"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a,;:|]+@[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?/gu;

/** What may be before an address that is complete. After a space or a comma, it may be the end of a longer one. */
const start = /(?:^|mailto:|[<([{"'`\u00ab\u2018-\u201f\u2039])$/i;

/**
 * The only valid email address in a text that has more than the address, such as `Ada <ada@example.com>`. Undefined if it
 * has none or several, or nothing else, or if it isn't clear where the address starts.
 */
function addressInText(text: string, readAddress: ReadAddress): string | undefined {
  if (text.length > maxTextLength) return undefined;
  const found = [...text.trim().matchAll(candidate)];
  const [only, other] = new Set(found.map(([address]) => address));
  if (only === undefined || other !== undefined || only === text.trim()) return undefined;
  const isClear = found.some(({ index }) => start.test(text.trim().slice(0, index)));
  return isClear && readAddress(only).ok ? only : undefined;
}
