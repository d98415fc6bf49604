import type { Email } from "./address.ts";

/**
 * Domains that no mail from outside reaches: reserved ones (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`), and others that private
 * networks use (RFC 6762, appendix G).
 */
const privateDomain =
  /(?:^|\.)(?:local|localhost|localdomain|invalid|internal|intranet|private|corp|home|lan|home\.arpa)$/;

/**
 * Whether an address identifies an account but is no mailbox: the name of a guest, which has `#EXT#` in it (Microsoft Entra, "Properties
 * of a B2B collaboration user"), or one in the domain of a private network.
 */
export function isSignInName(email: Email): boolean {
  return email.includes("#ext#@") || privateDomain.test(email.slice(email.indexOf("@") + 1));
}

/** Whether an address is in the first domain of a Microsoft tenant, in which an account often has no mailbox. */
export function isTenantName(email: Email): boolean {
  return email.endsWith(".onmicrosoft.com");
}
