import type { Email } from "../../core/values/address.ts";
import type { Text } from "../document/model.ts";

/** Returns a note with the person's new email address, if there is one. */
export function newAddressNote(newAddress: Email | undefined): Text | undefined {
  return newAddress === undefined ? undefined : ["now ", { value: newAddress }];
}

/** Returns a note for each previous email address of a person. */
export function previousNotes(previously: readonly Email[] = []): readonly Text[] {
  return previously.map(value => ["previously ", { value }]);
}
