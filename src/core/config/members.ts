import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Source } from "../source/source.ts";
import { compareText } from "../text/compare.ts";
import { suggest, suggestMailDomain } from "../text/suggest.ts";
import {
  type Address,
  type AddressProblem,
  addressReader,
  type Email,
  type ToAscii,
} from "../values/address.ts";
import { explainInvalidAddress } from "../values/address-in-text.ts";
import { type Day, readDay, suggestDay } from "../values/day.ts";
import type { Result } from "../values/result.ts";
import { isSignInName } from "../values/sign-in-name.ts";
import { listAt, stringAt } from "../values/untyped.ts";
import type { Declarations } from "./declarations.ts";
import { locationOfEmail, reportLookalikeDomains, type WrittenAddress } from "./member-domains.ts";
import { MemberWorkspaces } from "./member-workspaces.ts";
import type { Entry, Member } from "./model.ts";
import { type PreviousAddress, readPreviously, reportPreviousAddresses } from "./previous-addresses.ts";
import { reportSimilarMembers } from "./similar-members.ts";

/** An item of a `members` list with a valid email address. */
interface MemberItem extends WrittenAddress {
  readonly name: string | undefined;
  readonly resend: Day | undefined;
  readonly previously: readonly PreviousAddress[];
  readonly entry: Entry;
}

/** Reads the members of all files. Returns one for each email address, sorted. */
export function readMembers(
  sources: readonly Source[],
  declared: Declarations,
  allowedDomains: readonly string[] | undefined,
  toAscii: ToAscii,
): { value: readonly Member[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics = new DiagnosticList();
  const people = new Map<Email, Person>();
  const context: MembersContext = {
    workspaces: new MemberWorkspaces(declared, sources, diagnostics),
    allowedDomains: allowedDomains && new Set(allowedDomains),
    readAddress: addressReader(toAscii),
    likely: new Map(),
    diagnostics,
  };
  for (const source of sources) {
    listAt(source.value, "members").forEach((value, index) => {
      const item = readItem(source, index, value, context);
      if (item) addItem(people, item, diagnostics);
    });
  }
  const items = [...people.values()].map(person => person.items);
  reportLookalikeDomains(items.flat(), sources[0], diagnostics);
  reportPreviousAddresses(items.flat(), diagnostics);
  const members = items.map(mergeEntries).sort((a, b) => compareText(a.email, b.email));
  reportSimilarMembers(members, sources, diagnostics);
  return { value: members, diagnostics: diagnostics.all() };
}

/** The items that list one person. */
interface Person {
  readonly items: [MemberItem, ...MemberItem[]];
  /** The first item in the latest file that lists the person. */
  firstInFile: MemberItem;
}

interface MembersContext {
  readonly workspaces: MemberWorkspaces;
  readonly allowedDomains: ReadonlySet<string> | undefined;
  readonly readAddress: (text: string) => Result<Address, AddressProblem>;
  /** The domain that each domain is likely a misspelling of, if any. Determined only once per domain. */
  readonly likely: Map<string, string | undefined>;
  readonly diagnostics: DiagnosticList;
}

function readItem(
  source: Source,
  index: number,
  value: unknown,
  context: MembersContext,
): MemberItem | undefined {
  const { diagnostics } = context;
  const workspaceIds = context.workspaces.read(source, index, value);
  const expires = readDayAt(source, index, value, "expires", diagnostics);
  const resend = readDayAt(source, index, value, "resend", diagnostics);
  const previously = readPreviously(source, index, value, context.readAddress, diagnostics);
  const written = stringAt(value, "email");
  if (written === undefined) return undefined;
  const reading = context.readAddress(written);
  if (!reading.ok) {
    diagnostics.report("invalid-address", () => ({
      details: explainInvalidAddress(written, reading.problem, context.readAddress),
      location: locationOfEmail(source, index),
    }));
    return undefined;
  }
  checkDomain(reading.value, source, index, context);
  const entry: Entry = { workspaceIds, expires, file: source.file, index };
  const name = stringAt(value, "name");
  return { source, index, written, address: reading.value, name, resend, previously, entry };
}

function readDayAt(
  source: Source,
  index: number,
  value: unknown,
  key: "expires" | "resend",
  diagnostics: DiagnosticList,
): Day | undefined {
  const written = stringAt(value, key);
  const day = written === undefined ? undefined : readDay(written);
  if (written !== undefined && day === undefined)
    diagnostics.report("invalid-date", () => ({
      details: { value: written, suggestion: suggestDay(written) },
      location: source.locate(["members", index, key]),
    }));
  return day;
}

const maxDomainsListed = 20;

function checkDomain(
  { domain, email }: Address,
  source: Source,
  index: number,
  context: MembersContext,
): void {
  const { allowedDomains, diagnostics } = context;
  if (allowedDomains?.has(domain)) return;
  const location = () => locationOfEmail(source, index);
  if (isSignInName(email))
    diagnostics.report("no-mailbox", () => ({ details: { email }, location: location() }));
  if (allowedDomains) {
    diagnostics.report("domain-not-allowed", () => {
      const allowed = [...allowedDomains].slice(0, maxDomainsListed);
      const omitted = allowedDomains.size - allowed.length;
      const suggestion = suggest(domain, allowedDomains);
      return { details: { domain, allowed, omitted, suggestion }, location: location() };
    });
    return;
  }
  if (!context.likely.has(domain)) context.likely.set(domain, suggestMailDomain(domain));
  const suggestion = context.likely.get(domain);
  if (suggestion !== undefined)
    diagnostics.report("likely-misspelling", () => ({
      details: { domain, suggestion },
      location: location(),
    }));
}

function addItem(people: Map<Email, Person>, item: MemberItem, diagnostics: DiagnosticList): void {
  const { email } = item.address;
  const person = people.get(email);
  if (!person) {
    people.set(email, { items: [item], firstInFile: item });
    return;
  }
  const isSameFile = person.firstInFile.source === item.source;
  const first = isSameFile ? person.firstInFile : person.items[0];
  diagnostics.report(isSameFile ? "duplicate-member" : "member-in-two-files", () => ({
    details: { email },
    location: locationOfEmail(item.source, item.index),
    related: locationOfEmail(first.source, first.index),
  }));
  if (!isSameFile) person.firstInFile = item;
  person.items.push(item);
}

/** Merges the items of one person from several files. The order of the files doesn't affect the result. */
function mergeEntries(items: readonly [MemberItem, ...MemberItem[]]): Member {
  if (items.length === 1) {
    const { address, name, resend, entry } = items[0];
    const previously = previousEmails(items);
    return { email: address.email, address: address.spelling, name, resend, previously, entries: [entry] };
  }
  const spellings = items.map(item => item.address).sort((a, b) => compareText(a.spelling, b.spelling));
  const [address] = spellings as [Address];
  return {
    email: address.email,
    address: address.spelling,
    name: smallest(items.map(item => item.name)),
    resend: smallest(
      items.map(item => item.resend),
      -1,
    ),
    previously: previousEmails(items),
    entries: items.map(item => item.entry).sort((a, b) => compareText(a.file, b.file)),
  };
}

function previousEmails(items: readonly MemberItem[]): readonly Email[] | undefined {
  const emails = new Set(items.flatMap(item => item.previously.map(one => one.email)));
  return emails.size > 0 ? [...emails].sort(compareText) : undefined;
}

function smallest<Text extends string>(
  texts: readonly (Text | undefined)[],
  direction: 1 | -1 = 1,
): Text | undefined {
  return texts.filter(text => text !== undefined).sort((a, b) => direction * compareText(a, b))[0];
}
