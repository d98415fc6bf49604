import type { DiagnosticDetails, StateLineProblem, ValueRule } from "../../core/diagnostics/details.ts";
import type { Diagnostic, DiagnosticCode } from "../../core/diagnostics/diagnostic.ts";
import type { AddressProblem } from "../../core/values/address.ts";
import { ellipsize } from "../text/escape.ts";
import { fileProblemText } from "../text/file-problem.ts";
import { formatList, pluralize } from "../text/plural.ts";
import { csvMessages } from "./csv-messages.ts";

type Words = { readonly [Code in DiagnosticCode]: (details: DiagnosticDetails[Code]) => string };

const samePersonReasons: Readonly<Record<DiagnosticDetails["same-person"]["because"], string>> = {
  "plus-tag": "only the part after the plus sign differs",
  dots: "Gmail ignores dots",
  name: "both have the same name",
};

/** The sentence of each kind of diagnostic: what is wrong and the way out. */
const words: Words = {
  "file-too-large": ({ bytes, limit }) =>
    `the file has ${pluralize(bytes, "byte")}, more than the ${pluralize(limit, "byte")} that are read; split it with include`,
  "files-too-large": ({ limit }) =>
    `with this file there are more than the ${pluralize(limit, "byte")} that are read of all files together; is every one of them meant?`,
  "not-utf8": ({ looksLike }) =>
    looksLike ? `the file is ${looksLike}; save it as UTF-8` : "this is not UTF-8; save the file as UTF-8",
  "control-character": ({ codePoint }) =>
    `the control character ${codePointName(codePoint)} may not stand in YAML; delete it`,
  "reordering-character": ({ codePoint }) =>
    `${codePointName(codePoint)} makes the text around it show in another order than it is read; delete it`,
  "invisible-character": ({ codePoint }) =>
    `${codePointName(codePoint)} stands here and nobody sees it; delete it if it is not meant`,
  "empty-file": () => "the file is empty; it needs at least organization, workspaces and members",
  "yaml-syntax": ({ problem }) => `this is not YAML: ${problem}`,
  "yaml-documents": () => "a second document begins here; put everything into one",
  "yaml-directive": ({ directive }) =>
    `${directive} is not supported; the file is read as YAML 1.2, so delete the line`,
  "yaml-tag": ({ tag }) => `the tag ${tag} is not supported; write a plain value`,
  "yaml-depth": ({ limit }) => `collections are nested more than ${limit} deep`,
  "yaml-key": () => "a key must be plain text; write it in quotes",
  "yaml-alias": ({ problem, name }) => aliasWords[problem](name),
  "duplicate-key": ({ key }) => `the key ${key} stands here twice; keep one`,
  "unknown-key": ({ key, known, suggestion }) =>
    `unknown key ${ellipsize(key)}${suggestion ? `; did you mean ${suggestion}?` : `; known here: ${formatList(known)}`}`,
  "key-of-main-file": ({ key }) =>
    `${key} belongs in the main file; an included file holds only members and groups`,
  "missing-key": ({ key }) => `${key} is missing${missing[key] ?? ""}`,
  "wrong-type": details => wrongType(details),
  "wrong-value": ({ key, rule, suggestion }) =>
    `${key} ${ruleWords(rule)}${suggestion ? `; did you mean ${suggestion}?` : ""}`,
  "empty-list": ({ key }) => `${key} is empty; name at least one, or leave the key out`,
  "invalid-date": ({ value }) =>
    `${value} is not a day of the calendar; write it as YYYY-MM-DD, such as 2027-01-31`,
  "invalid-address": ({ value, problem }) =>
    `${ellipsize(value) || "this"} is not an address: ${addressWords[problem]}`,
  "invalid-domain": ({ value }) =>
    `${ellipsize(value) || "this"} is not a mail domain; write it as example.com`,
  "domain-not-allowed": ({ domain, allowed, suggestion }) =>
    `${domain} is not among settings.allowedDomains (${firstOf(allowed)})${suggestion ? `; did you mean ${suggestion}?` : ""}`,
  "likely-misspelling": ({ domain, suggestion }) =>
    `${domain} looks like a slip; did you mean ${suggestion}?`,
  "lookalike-domain": ({ domain, ascii, like }) => {
    const what =
      like === undefined ? "mixes letters of two alphabets" : `passes for ${like} and is another domain`;
    const really = ascii === domain ? "" : `, which is ${ascii},`;
    return `${domain}${really} ${what}; make sure that it is meant`;
  },
  "lookalike-address": ({ email, like }) => `${email} passes for ${like}; make sure that both are meant`,
  "same-person": ({ email, other, because }) =>
    `${email} and ${other} may be one person: ${samePersonReasons[because]}`,
  "duplicate-member": ({ email }) => `${email} is listed twice; keep one entry with all workspaces`,
  "member-in-two-files": ({ email }) => `${email} stands in two files and gets what both of them grant`,
  "member-without-workspaces": () =>
    "the member has no workspaces and no groups; name at least one of either",
  "unknown-workspace": ({ name, suggestion, isGroup }) =>
    isGroup
      ? `${name} is a group, not a workspace; put it under groups`
      : `no workspace is named ${ellipsize(name)}; ${suggestion ? `did you mean ${suggestion}?` : "declare it under workspaces"}`,
  "unknown-group": ({ name, suggestion, isWorkspace }) =>
    isWorkspace
      ? `${name} is a workspace, not a group; put it under workspaces`
      : `no group is named ${ellipsize(name)}; ${suggestion ? `did you mean ${suggestion}?` : "declare it under groups"}`,
  "workspace-not-shown": ({ id, suggestion }) =>
    `Tally shows no workspace with the id ${id}; ${suggestion ? `did you mean ${suggestion}?` : "it stands in the address of the workspace's page, and the key's user has to see it"}`,
  "email-rejected": ({ address, problem }) =>
    `Tally refuses ${address}${problem === "" ? "" : ` (${problem})`}; correct the address. Nothing is sent to it again until its entry says something else, resend names a later day, or rollcall state forget drops the refusal`,
  "duplicate-workspace-id": ({ id, first }) =>
    `the id ${id} is the workspace ${first} already; two names may not share one id`,
  "duplicate-group": ({ name }) => `the group ${name} is defined twice; keep one`,
  "repeated-name": ({ name }) => `${name} stands twice in this list; keep one`,
  "include-leaves-folder": ({ pattern }) =>
    `${pattern} leads out of the folder of the main file; include only files inside it`,
  "include-too-complex": ({ pattern }) =>
    `${pattern} takes too long to match; use fewer *, ** and {…}, and no parentheses, | or repeated group`,
  "include-too-many": ({ limit }) =>
    `only ${limit} patterns are followed, and this is one more; name folders, as in teams/*.yaml`,
  "include-matches-nothing": ({ pattern }) => `${pattern} matches no file`,
  "include-not-found": ({ path }) =>
    `there is no file ${path}. Its people would lose their access. Correct the path, or delete it from include`,
  "not-regular-file": fileProblemText,
  "changed-on-checkout": fileProblemText,
  "no-main-file": ({ folder }) =>
    `no file in ${folder} names the organization; add organization and workspaces to one of its .yaml files`,
  "two-main-files": () =>
    "a second file names an organization; keep organization, workspaces and settings in one file",
  "state-empty": () => "the state file is empty; restore it from git, or delete it if nothing was ever sent",
  "state-header": () =>
    "this is not a Rollcall state file; restore it from git, or name the right one with --state",
  "state-too-new": ({ version, supported }) =>
    `the state file has format ${version}, this program knows ${supported}; update Rollcall. Nothing was changed`,
  "state-organization": ({ recorded, configured }) =>
    `the state file is about organization ${recorded}, members.yaml about ${configured}; name the right file with --state`,
  "state-line": ({ problem }) => stateLineWords[problem],
  "state-torn-line": ({ characters }) =>
    `the last line is torn (${pluralize(characters, "character")}) and is left out; whoever wrote it was cut off`,
  ...csvMessages,
};

const maxNamesListed = 20;

/** A list of any length in one sentence. */
function firstOf(texts: readonly string[]): string {
  const left = texts.length - maxNamesListed;
  return formatList(left > 0 ? [...texts.slice(0, maxNamesListed), pluralize(left, "more", "more")] : texts);
}

function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

const missing: Readonly<Record<string, string>> = {
  organization: "; it is the id of the Tally organization, such as kwob3J",
  workspaces: "; it gives each Tally workspace a name: workspaces: { marketing: wLDNPp }",
  members: "; write members: [] if there are none",
  email: "; every member needs an address",
};

const aliasWords: Readonly<Record<DiagnosticDetails["yaml-alias"]["problem"], (name: string) => string>> = {
  undefined: name => `no anchor &${name} stands before this alias`,
  recursive: name => `the alias *${name} stands inside its own anchor`,
  "too-large": name =>
    `the aliases up to *${name} stand for too many values; write the lists out or use groups`,
};

const addressWords: Readonly<Record<AddressProblem, string>> = {
  empty: "there is nothing here",
  separator: "a comma or semicolon would make it two for Tally; give each person an entry of their own",
  "white-space": "there is white space inside",
  "no-at": "there is no @",
  "two-ats": "there is more than one @",
  quoted: "quotation marks are not supported",
  "local-empty": "there is nothing before the @",
  "local-characters": "before the @ only ASCII letters, digits and !#$%&'*+-/=?^_`{|}~. may stand",
  "local-dots": "before the @ a dot stands first, last or twice in a row",
  "local-too-long": "there are more than 64 characters before the @",
  "domain-empty": "there is nothing behind the @",
  "address-literal": "behind the @ a domain name must stand, not an IP address",
  "domain-one-label": "the domain has only one part, as in localhost",
  "domain-characters": "a domain has only letters, digits, hyphens and dots",
  "domain-label": "a part of the domain is empty, longer than 63 characters, or begins or ends with a hyphen",
  "domain-idna": "the domain is not a valid international domain name",
  "too-long": "it has more than 254 characters",
};

const stateLineWords: Readonly<Record<StateLineProblem, string>> = {
  "not-json": "this line of the state file is not JSON; restore it from git",
  "merge-conflict":
    "a merge conflict was left in the state file; keep the lines of both sides and delete the markers",
  "unknown-event":
    "this line of the state file is of a kind that this program does not know; update Rollcall, if it is newer",
  "wrong-shape": "this line of the state file does not have the shape of its kind; restore it from git",
  "second-header":
    "a second header stands here: two state files were joined; keep the one that the branch had first",
  "call-repeated": "this call was recorded before, under the same id; delete the copy",
  "call-unknown":
    "this outcome belongs to no call that was recorded before it; restore the lines above from git",
};

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  "integer or string": "a whole number, or a share such as 25%",
  array: "a list",
  object: "a mapping of keys to values",
  null: "nothing",
  number: "a number",
  fraction: "a number with a fraction",
  boolean: "true or false",
};

function wrongType({ key, expected, found, made }: DiagnosticDetails["wrong-type"]): string {
  const subject = `${key === "" ? "the file" : key} must be ${typeWords[expected] ?? expected}`;
  if (made === undefined) return `${subject}, and this is ${typeWords[found] ?? "text"}`;
  const number = found === "number" || found === "fraction" ? "the number " : "";
  const way = key === "expires" || key === "resend" ? "as YYYY-MM-DD, such as 2027-01-31" : "in quotes";
  return `${subject}, and YAML reads this as ${number}${made}; write it ${way}`;
}

function ruleWords(rule: ValueRule): string {
  switch (rule.rule) {
    case "one-of":
      return `must be ${formatList(rule.allowed, "or")}`;
    case "at-least":
      return `must be at least ${rule.limit}`;
    case "at-most":
      return `must be at most ${rule.limit}`;
    case "longest":
      return `may have at most ${pluralize(rule.limit, "character")}`;
    case "not-empty":
      return "must not be empty";
    case "id":
      return "must be an id: letters, digits, hyphens and underscores, at most 64";
    case "name":
      return "holds a name that cannot be one: 1 to 100 characters, no control characters, no spaces around it";
    case "share":
      return "must be a number of people, or a share from 0% to 100%";
  }
}

/** What a diagnostic says, in one sentence without its place. May hold text from the file: escape it for where it goes. */
export function sentenceOf(diagnostic: Diagnostic): string {
  const sentence = words[diagnostic.code] as (details: Diagnostic["details"]) => string;
  return sentence(diagnostic.details);
}

/** What a diagnostic's other place is, or nothing where it has none. */
export function relatedLabel(code: DiagnosticCode): string {
  return code === "duplicate-member" || code === "member-in-two-files"
    ? "first listed here"
    : "first written here";
}
