import type { DiagnosticDetails, StateLineProblem, ValueRule } from "../../core/diagnostics/details.ts";
import type { Diagnostic, DiagnosticCode } from "../../core/diagnostics/diagnostic.ts";
import type { FileFormat } from "../../core/values/file-format.ts";
import { describeFileProblem } from "../text/file-problem.ts";
import { formatList, pluralize } from "../text/plural.ts";
import { invalidAddress } from "./address-messages.ts";
import { csvMessages } from "./csv-messages.ts";
import { duplicateKey, unknownGroup, unknownKey, unknownWorkspace } from "./name-messages.ts";
import { didYouMean, quote } from "./phrases.ts";
import { shortenTexts } from "./shorten-texts.ts";
import { syntaxText } from "./syntax-messages.ts";
import { dateForm, wrongType } from "./type-messages.ts";

type Words = { readonly [Code in DiagnosticCode]: (details: DiagnosticDetails[Code]) => string };

const samePersonReasons: Readonly<Record<DiagnosticDetails["same-person"]["because"], string>> = {
  "plus-tag": "only the part after the plus sign differs",
  dots: "Gmail ignores dots",
  name: "both have the same name",
};

/** The message of each kind of diagnostic: what is wrong and how to fix it. */
const words: Words = {
  "file-too-large": ({ bytes, limit }) =>
    `The file has ${pluralize(bytes, "byte")}, but the maximum is ${pluralize(limit, "byte")}. Split it into several files with include.`,
  "files-too-large": ({ limit }) =>
    `This file brings the total size of all files above the maximum of ${pluralize(limit, "byte")}. Check whether you need every file.`,
  "not-utf8": ({ looksLike }) =>
    looksLike === undefined ? "The file isn't valid UTF-8. Save it as UTF-8." : formatWords[looksLike],
  "control-character": ({ codePoint }) =>
    `Control character ${codePointName(codePoint)} isn't allowed in YAML. Delete it.`,
  "reordering-character": ({ codePoint }) =>
    `Bidirectional control character ${codePointName(codePoint)} makes text look different from what Rollcall reads. Delete it.`,
  "invisible-character": ({ codePoint }) =>
    `Invisible character ${codePointName(codePoint)}. Delete it if it isn't intentional.`,
  "empty-file": ({ kind }) =>
    kind === "main"
      ? "The file is empty. Add organization, workspaces, and members, or delete the file and run rollcall init."
      : "The file is empty. Add members, write members: [] if there are none, or delete the file.",
  "yaml-syntax": syntaxText,
  "yaml-documents": () => "A second YAML document starts here. Put everything in one document.",
  "yaml-directive": ({ directive }) =>
    `${directive} isn't supported. Rollcall reads the file as YAML 1.2. Delete this line.`,
  "yaml-tag": ({ tag }) =>
    `YAML reads ${tag} as a tag, and tags aren't supported. If it is text, put the whole value in quotes.`,
  "yaml-depth": ({ limit }) =>
    `Lists and mappings are nested more than ${limit} levels deep. Reduce the nesting.`,
  "yaml-tokens": ({ limit }) =>
    `The file has more than ${pluralize(limit, "YAML token")} (keys, values, brackets, spaces, and line breaks), the maximum for files with anchors, tags, or text of several lines. Do without these, or split the file with include.`,
  "yaml-key": () => "Keys must be strings. Put this key in quotes.",
  "yaml-alias": ({ problem, name }) => aliasWords[problem](name),
  "duplicate-key": duplicateKey,
  "merge-key": () =>
    "Merge keys (<<) aren't supported. Write the keys out. To give several members the same workspaces, use a group.",
  "unknown-key": unknownKey,
  "key-of-main-file": ({ key }) =>
    `${key} belongs in the main file. Included files can contain only members and groups.`,
  "missing-key": ({ key }) => `${key} is missing.${missing[key] ?? ""}`,
  "wrong-type": wrongType,
  "wrong-value": ({ key, rule, suggestion }) => {
    const fix = rule.rule === "id" ? " Copy the ID from its URL in Tally." : "";
    return `${key} ${ruleWords(rule)}.${suggestion ? ` ${didYouMean(quote(suggestion))}` : fix}`;
  },
  "empty-list": ({ key }) => `"${key}" is empty. Add at least one entry, or delete the key.`,
  placeholder: ({ key, value }) =>
    `${value} is a placeholder from rollcall init. Replace it with the ID of ${key === "organization" ? "your Tally organization" : "a Tally workspace"}, which appears in its URL.`,
  "name-as-id": ({ id }) =>
    `${id} is the name of a workspace, and is used as an ID here. Check that it is the ID in the URL of the workspace in Tally.`,
  "invalid-date": ({ value, suggestion }) =>
    `Invalid date "${value}". ${suggestion ? `Write it as ${suggestion}.` : dateForm}`,
  "invalid-address": invalidAddress,
  "invalid-domain": ({ value }) => `Invalid domain "${value}". Write it like example.com.`,
  "domain-not-allowed": ({ domain, allowed, omitted, suggestion }) =>
    `${domain} isn't in settings.allowedDomains (${listOf(allowed, omitted)}). ${suggestion ? didYouMean(suggestion) : "Correct the address, or add the domain to the list."}`,
  "likely-misspelling": ({ domain, suggestion }) => `${domain} looks like a typo. ${didYouMean(suggestion)}`,
  "no-mailbox": ({ email }) =>
    `${email} is a sign-in name that probably receives no email. Write the person's email address.`,
  "lookalike-domain": ({ domain, ascii, like }) => {
    const what =
      like === undefined ? "mixes letters of two alphabets" : `looks like ${like} but is a different domain`;
    const really = ascii === domain ? "" : ` (${ascii})`;
    return `${domain}${really} ${what}. Check that it is correct.`;
  },
  "lookalike-address": ({ email, like }) =>
    `${email} looks like ${like} but is a different address. Check that both are correct.`,
  "same-person": ({ email, other, because }) =>
    `${email} and ${other} might be the same person: ${samePersonReasons[because]}. If so, keep one entry, with the other address under previously.`,
  "duplicate-member": ({ email }) => `${email} is listed twice. Merge the two entries.`,
  "member-in-two-files": ({ email }) =>
    `${email} is listed in two files and gets the access of both entries. Check that this is intended.`,
  "previous-address-in-use": ({ email, of }) =>
    email === of
      ? `${email} is the current address of this member. Delete it from previously.`
      : `${email} is also a member, so it can't be a previous address of ${of}. Delete it here, or delete the other entry.`,
  "duplicate-previous-address": ({ email, of }) =>
    `${email} is already a previous address of ${of}. Keep it in one place.`,
  "member-without-workspaces": () => "Member has no workspaces or groups. Add at least one.",
  "too-many-grants": ({ limit }) =>
    `With this member, the members have more than ${pluralize(limit, "workspace")} in total, the maximum for files of this size. Give them smaller groups.`,
  "unknown-workspace": unknownWorkspace,
  "unknown-group": unknownGroup,
  "workspace-not-shown": ({ id, suggestion }) =>
    `Workspace ${id} not found in Tally. ${suggestion ? didYouMean(suggestion) : "Correct the ID (it appears in the workspace URL), or use an API key whose user can see the workspace."}`,
  "email-rejected": ({ address, problem }) =>
    `Tally rejected ${address}${problem === "" ? "" : ` (${problem})`}. Correct the address. Rollcall won't retry it until you change the entry, set resend to a later date, or run rollcall state forget.`,
  "duplicate-workspace-id": ({ id, first }) =>
    `Workspace "${first}" already has the ID ${id}. Give each workspace one name.`,
  "duplicate-group": ({ name }) => `Group "${name}" is defined twice. Keep one definition.`,
  "repeated-name": ({ name }) => `"${name}" is listed twice. Keep one.`,
  "include-leaves-folder": ({ pattern }) =>
    `${pattern} points outside the folder of the main file. Include only files in that folder.`,
  "include-too-complex": ({ pattern }) =>
    `${pattern} is too complex to match. Use fewer *, **, and {…}, and no parentheses, |, or repeated groups.`,
  "include-too-many": ({ limit }) =>
    `include can have at most ${limit} patterns. Match several files with one pattern, such as teams/*.yaml.`,
  "include-matches-nothing": ({ pattern }) => `${pattern} doesn't match any files. Check the pattern.`,
  "file-not-included": ({ others, pattern }) => {
    const more = others > 0 ? `, and ${pluralize(others, "other file")} in its folder,` : "";
    return `This file${more} lists members or groups but isn't part of the configuration. To include it, add ${pattern} to include.`;
  },
  "include-not-found": ({ path }) =>
    `${path} not found. Without this file, its members would lose access. Correct the path, or remove it from include.`,
  "not-regular-file": problem => `${describeFileProblem(problem)}.`,
  "changed-on-checkout": problem => `${describeFileProblem(problem)}.`,
  "no-main-file": ({ folder }) =>
    `No file in ${folder} sets organization. Add organization and workspaces to one of its .yaml files.`,
  "two-main-files": () =>
    "A second file sets organization. Keep organization, workspaces, and settings in one file.",
  "state-empty": () =>
    "The state file is empty. Restore it from git. If nothing was ever sent, delete the file.",
  "state-header": () =>
    "This isn't a Rollcall state file. Restore it from git, or pass the right file with --state.",
  "state-too-new": ({ version, supported }) =>
    `The state file has format ${version}, but this version of Rollcall supports only format ${supported}. Nothing was changed. Update Rollcall.`,
  "state-organization": ({ recorded, configured }) =>
    `The state file is for organization ${recorded}, but members.yaml is for ${configured}. Pass the right state file with --state.`,
  "state-line": ({ problem }) => stateLineWords[problem],
  "state-torn-line": ({ characters }) =>
    `The last line is incomplete (${pluralize(characters, "character")}), so it was ignored. The process that wrote it was interrupted.`,
  ...csvMessages,
  "more-errors": ({ atLeast }) =>
    `At least ${pluralize(atLeast, "more error isn't", "more errors aren't")} listed. Fix the listed ones first.`,
  "more-warnings": ({ atLeast }) =>
    `At least ${pluralize(atLeast, "more warning isn't", "more warnings aren't")} listed.`,
};

/** The first of many names, and the number of the others. */
function listOf(names: readonly string[], omitted: number): string {
  return formatList(omitted > 0 ? [...names, pluralize(omitted, "more", "more")] : names);
}

function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

const formatWords: Readonly<Record<FileFormat, string>> = {
  "UTF-16": "The file is encoded as UTF-16. Save it as UTF-8.",
  "UTF-16LE": "The file is encoded as UTF-16LE, without a byte order mark. Save it as UTF-8.",
  "UTF-16BE": "The file is encoded as UTF-16BE, without a byte order mark. Save it as UTF-8.",
  "Excel workbook": "This is an Excel workbook. Save it as CSV UTF-8.",
  "ZIP archive":
    "This is a ZIP archive. Extract the file from it. If it is a spreadsheet, save it as CSV UTF-8.",
};

const missing: Readonly<Record<string, string>> = {
  organization: " Add the ID of the Tally organization, such as kwob3J.",
  workspaces: " Add a name and the ID of each Tally workspace, such as workspaces: { marketing: wLDNPp }.",
  members: " If there are none, write members: [].",
  email: " Add an email address to every member.",
};

const aliasWords: Readonly<Record<DiagnosticDetails["yaml-alias"]["problem"], (name: string) => string>> = {
  undefined: name =>
    `Unknown alias *${name}. Define the anchor &${name} before it. If it is text, put it in quotes.`,
  recursive: name => `Alias *${name} is inside its own anchor. Delete the alias.`,
  "too-large": name =>
    `The aliases up to *${name} expand to too many values. Write out the lists, or use groups.`,
};

const stateLineWords: Readonly<Record<StateLineProblem, string>> = {
  "not-json": "This line of the state file isn't valid JSON. Restore it from git.",
  "merge-conflict":
    "The state file has an unresolved merge conflict. Keep the lines of both sides, and delete the markers.",
  "unknown-event":
    "This line of the state file has an unknown event. If a newer version of Rollcall wrote it, update Rollcall.",
  "wrong-shape": "This line of the state file isn't a valid event. Restore it from git.",
  "second-header":
    "Second header found: two state files were concatenated. Keep the header that the branch had first.",
  "call-repeated": "An earlier call has the same ID. Delete the copy.",
  "call-unknown": "This outcome doesn't belong to any earlier call. Restore the missing lines from git.",
};

function ruleWords(rule: ValueRule): string {
  switch (rule.rule) {
    case "one-of":
      return `must be ${formatList(rule.allowed.map(quote), "or")}`;
    case "at-least":
      return `must be at least ${rule.limit}`;
    case "at-most":
      return `must be at most ${rule.limit}`;
    case "longest":
      return `must have at most ${pluralize(rule.limit, "character")}`;
    case "not-empty":
      return "must not be empty";
    case "id":
      return "must be an ID: 1 to 64 letters, digits, hyphens, and underscores";
    case "name":
      return "contains an invalid name. Names have 1 to 100 characters, no control characters, and no spaces at the start or end";
    case "share":
      return "must be a number of people, or a percentage from 0% to 100%";
  }
}

/** Returns the message of a diagnostic, without its location. It may contain text from the file, so escape it. */
export function sentenceOf(diagnostic: Diagnostic): string {
  const sentence = words[diagnostic.code] as (details: Diagnostic["details"]) => string;
  return sentence(shortenTexts(diagnostic.details));
}

/** Returns the label of a diagnostic's related location. */
export function relatedLabel(code: DiagnosticCode): string {
  return listings.has(code) ? "first listed here" : "first defined here";
}

const listings: ReadonlySet<DiagnosticCode> = new Set([
  "duplicate-member",
  "duplicate-previous-address",
  "lookalike-address",
  "member-in-two-files",
  "previous-address-in-use",
  "repeated-name",
  "same-person",
]);
