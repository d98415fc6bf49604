/** Whether a text passes for an address. A space around a separator does not: no source says that Tally trims. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** Whether two addresses are the same but for case. */
export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether an address is among others, whatever its case. */
export function includesAddress(addresses: readonly string[], email: string): boolean {
  return addresses.some(address => isSameAddress(address, email));
}

/** The name an address suggests: `ada.lovelace@example.com` is Ada Lovelace. */
export function nameIn(email: string): string {
  const words = email
    .split("@", 1)
    .join("")
    .split(/[._-]+/);
  return words.map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}
