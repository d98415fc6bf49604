import type { DiagnosticDetails } from "../../core/diagnostics/details.ts";
import type { AddressProblem } from "../../core/values/address.ts";
import { ellipsize } from "../text/escape.ts";
import { didYouMean } from "./phrases.ts";

/** Returns why a value isn't an email address, and how to fix it. */
export function invalidAddress(details: DiagnosticDetails["invalid-address"]): string {
  const { value, problem, suggestion } = details;
  if (problem === "empty") return addressWords.empty;
  if (problem === "separator" && value.split("@").length < 3 && !suggestion)
    return `Invalid email address "${ellipsize(value)}". It has a comma or a semicolon. Correct it.`;
  if (problem === "domain-changed" && suggestion)
    return `Invalid email address "${value}". ${addressWords[problem]} ${didYouMean(suggestion)}`;
  const fix = suggestion ? `Write only the address: ${suggestion}.` : addressWords[problem];
  return `Invalid email address "${ellipsize(value)}". ${fix}`;
}

/** Returns why a text isn't an email address, and how to fix it. */
export function addressProblemText(problem: AddressProblem): string {
  return addressWords[problem];
}

const addressWords: Readonly<Record<AddressProblem, string>> = {
  empty: "The email address is empty.",
  separator: "Tally splits at commas and semicolons. Add one entry for each person.",
  "white-space": "Remove the whitespace in it.",
  "no-at": "The @ is missing.",
  "two-ats": "It has more than one @.",
  quoted: "Quotation marks aren't supported.",
  "local-empty": "The part before @ is missing.",
  "local-characters":
    "The part before @ contains a character that isn't allowed. Allowed: ASCII letters, digits, periods, and !#$%&'*+-/=?^_`{|}~",
  "local-dots": "The part before @ starts or ends with a period, or has two in a row.",
  "local-too-long": "The part before @ has more than 64 characters.",
  "domain-empty": "The domain after @ is missing.",
  "address-literal": "The part after @ must be a domain, not an IP address.",
  "domain-one-label": "The domain must have at least two parts, as in example.com.",
  "domain-characters": "The domain can contain only letters, digits, hyphens, and periods.",
  "domain-changed": "The domain has a character that mail programs would drop or replace.",
  "domain-label":
    "A part of the domain is empty, has more than 63 characters, or starts or ends with a hyphen.",
  "domain-idna": "The domain isn't a valid internationalized domain name.",
  "too-long": "It has more than 254 characters.",
};
