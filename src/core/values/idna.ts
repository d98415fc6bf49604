import { toASCII } from "tr46";
import type { ToAscii } from "./address.ts";

/**
 * Converts a domain by UTS 46 without transitional mappings, as browsers do. The table is large, so load this
 * module only if `mayNeedIdna` is true.
 */
export const toAsciiDomain: ToAscii = domain =>
  toASCII(domain, {
    checkBidi: true,
    checkJoiners: true,
    checkHyphens: false,
    useSTD3ASCIIRules: true,
    transitionalProcessing: false,
  }) ?? undefined;
