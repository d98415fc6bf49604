import type { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Source } from "../source/source.ts";
import type { Address, AddressProblem, Email } from "../values/address.ts";
import { explainInvalidAddress } from "../values/address-in-text.ts";
import type { Result } from "../values/result.ts";
import { stringsAt } from "../values/untyped.ts";
import { locationOfEmail, type WrittenAddress } from "./member-domains.ts";

/** An address in a `previously` list, with its index in the list. */
export interface PreviousAddress {
  readonly email: Email;
  readonly index: number;
}

/** An item of a `members` list with its previous addresses. */
interface ItemWithPrevious extends WrittenAddress {
  readonly previously: readonly PreviousAddress[];
}

/** Reads the previous addresses of an item of a `members` list. Reports and leaves out invalid ones. */
export function readPreviously(
  source: Source,
  itemIndex: number,
  value: unknown,
  readAddress: (text: string) => Result<Address, AddressProblem>,
  diagnostics: DiagnosticList,
): readonly PreviousAddress[] {
  return stringsAt(value, "previously").flatMap(({ text, index }): PreviousAddress[] => {
    const reading = readAddress(text);
    if (reading.ok) return [{ email: reading.value.email, index }];
    diagnostics.report("invalid-address", () => ({
      details: explainInvalidAddress(text, reading.problem, readAddress),
      location: source.locate(["members", itemIndex, "previously", index]),
    }));
    return [];
  });
}

/** Reports each previous address that is also a member, or that was listed before. */
export function reportPreviousAddresses(
  items: readonly ItemWithPrevious[],
  diagnostics: DiagnosticList,
): void {
  const listing = items.filter(item => item.previously.length > 0);
  if (listing.length === 0) return;
  const members = new Map<Email, ItemWithPrevious>();
  for (const item of items) if (!members.has(item.address.email)) members.set(item.address.email, item);
  const first = new Map<Email, { readonly item: ItemWithPrevious; readonly index: number }>();
  for (const item of listing) {
    for (const { email, index } of item.previously) {
      const member = members.get(email);
      const other = first.get(email);
      if (member)
        diagnostics.report("previous-address-in-use", () => ({
          details: { email, of: item.address.email },
          location: locationOfPrevious(item, index),
          related: locationOfEmail(member.source, member.index),
        }));
      else if (!other) first.set(email, { item, index });
      // A person who is listed in two files can have the same previous addresses in both.
      else if (other.item === item || other.item.address.email !== item.address.email)
        diagnostics.report("duplicate-previous-address", () => ({
          details: { email, of: other.item.address.email },
          location: locationOfPrevious(item, index),
          related: locationOfPrevious(other.item, other.index),
        }));
    }
  }
}

function locationOfPrevious(item: ItemWithPrevious, index: number): Location {
  return item.source.locate(["members", item.index, "previously", index]);
}
