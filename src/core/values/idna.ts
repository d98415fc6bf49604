import { toASCII } from "tr46";
import type { ToAscii } from "./address.ts";

/** UTS 46 without transitional mappings, as browsers do it. Its table is large: it is loaded where `mayNeedIdna` says so. */
export const toAsciiDomain: ToAscii = domain =>
  toASCII(domain, {
    checkBidi: true,
    checkJoiners: true,
    checkHyphens: false,
    useSTD3ASCIIRules: true,
    transitionalProcessing: false,
  }) ?? undefined;
