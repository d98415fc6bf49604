/** Whether a text looks like an address. One with spaces around it doesn't, because it isn't documented that Tally trims them. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** Whether two addresses are the same, ignoring case. */
export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether addresses include another one, ignoring case. */
export function includesAddress(addresses: readonly string[], email: string): boolean {
  return addresses.some(address => isSameAddress(address, email));
}

/** Derives a name from an address: `ada.lovelace@example.com` becomes Ada Lovelace. */
export function nameIn(email: string): string {
  const words = email
    .split("@", 1)
    .join("")
    .split(/[._-]+/);
  return words.map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}
