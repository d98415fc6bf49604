import type { Diagnostic } from "../diagnostics/diagnostic.ts";
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
import { isObject, listAt, stringAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { type Declarations, readNames, resolveWorkspaces } from "./declarations.ts";
import { locationOfEmail, lookalikeDomains, type WrittenAddress } from "./member-domains.ts";
import type { Entry, Member } from "./model.ts";
import { similarityWarnings } from "./similar-members.ts";

/** An item of a `members` list with a valid email address. */
interface MemberItem extends WrittenAddress {
  readonly name: string | undefined;
  readonly resend: Day | undefined;
  readonly entry: Entry;
}

/** Reads the members of all files. Returns one for each email address, sorted. */
export function readMembers(
  sources: readonly Source[],
  declared: Declarations,
  allowedDomains: readonly string[] | undefined,
  toAscii: ToAscii,
): { value: readonly Member[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const people = new Map<Email, [MemberItem, ...MemberItem[]]>();
  const context: MembersContext = {
    declared,
    allowedDomains,
    readAddress: addressReader(toAscii),
    likely: new Map(),
    resolved: new Map(),
    diagnostics,
  };
  for (const source of sources) {
    listAt(source.value, "members").forEach((value, index) => {
      const item = readItem(source, index, value, context);
      if (item) addItem(people, item, diagnostics);
    });
  }
  diagnostics.push(...lookalikeDomains(people, sources[0]));
  const members = [...people.values()].map(mergeEntries).sort((a, b) => compareText(a.email, b.email));
  diagnostics.push(...similarityWarnings(members, sources));
  return { value: members, diagnostics };
}

interface MembersContext {
  readonly declared: Declarations;
  readonly allowedDomains: readonly string[] | undefined;
  readonly readAddress: (text: string) => Result<Address, AddressProblem>;
  /** The domain that each domain is likely a misspelling of, if any. Determined only once per domain. */
  readonly likely: Map<string, string | undefined>;
  /** The workspaces of each valid pair of `workspaces` and `groups` lists. Lists with the same text are one object. */
  readonly resolved: Map<unknown, Map<unknown, readonly WorkspaceId[]>>;
  readonly diagnostics: Diagnostic[];
}

function readItem(
  source: Source,
  index: number,
  value: unknown,
  context: MembersContext,
): MemberItem | undefined {
  const { diagnostics } = context;
  const workspaceIds = readWorkspaceIds(source, index, value, context);
  const expires = readDayAt(source, index, value, "expires", diagnostics);
  const resend = readDayAt(source, index, value, "resend", diagnostics);
  const written = stringAt(value, "email");
  if (written === undefined) return undefined;
  const reading = context.readAddress(written);
  if (!reading.ok) {
    diagnostics.push({
      code: "invalid-address",
      details: explainInvalidAddress(written, reading.problem, context.readAddress),
      location: locationOfEmail(source, index),
    });
    return undefined;
  }
  checkDomain(reading.value, source, index, context);
  const entry: Entry = { workspaceIds, expires, file: source.file, index };
  return { source, index, written, address: reading.value, name: stringAt(value, "name"), resend, entry };
}

function readWorkspaceIds(
  source: Source,
  index: number,
  value: unknown,
  { declared, resolved, diagnostics }: MembersContext,
): readonly WorkspaceId[] {
  const { workspaces, groups } = isObject(value) ? value : {};
  const known = resolved.get(workspaces)?.get(groups);
  if (known) return known;
  const countBefore = diagnostics.length;
  const path = ["members", index];
  const names = readNames(source, value, path, "workspaces", diagnostics);
  const ids = new Set(resolveWorkspaces(names, declared.workspaces, declared.known, false, diagnostics));
  for (const used of readNames(source, value, path, "groups", diagnostics)) {
    const group = declared.groups.get(used.name);
    if (!group) diagnostics.push(...declared.known.unknownGroup(used));
    for (const id of group ?? []) ids.add(id);
  }
  const sorted = [...ids].sort();
  if (diagnostics.length > countBefore) return sorted;
  const byGroups = resolved.get(workspaces) ?? new Map<unknown, readonly WorkspaceId[]>();
  resolved.set(workspaces, byGroups.set(groups, sorted));
  return sorted;
}

function readDayAt(
  source: Source,
  index: number,
  value: unknown,
  key: "expires" | "resend",
  diagnostics: Diagnostic[],
): Day | undefined {
  const written = stringAt(value, key);
  const day = written === undefined ? undefined : readDay(written);
  if (written !== undefined && day === undefined) {
    diagnostics.push({
      code: "invalid-date",
      details: { value: written, suggestion: suggestDay(written) },
      location: source.locate(["members", index, key]),
    });
  }
  return day;
}

function checkDomain({ domain }: Address, source: Source, index: number, context: MembersContext): void {
  const { allowedDomains, diagnostics } = context;
  if (allowedDomains?.includes(domain)) return;
  if (allowedDomains) {
    const suggestion = suggest(domain, allowedDomains);
    diagnostics.push({
      code: "domain-not-allowed",
      details: { domain, allowed: allowedDomains, suggestion },
      location: locationOfEmail(source, index),
    });
    return;
  }
  if (!context.likely.has(domain)) context.likely.set(domain, suggestMailDomain(domain));
  const suggestion = context.likely.get(domain);
  if (suggestion)
    diagnostics.push({
      code: "likely-misspelling",
      details: { domain, suggestion },
      location: locationOfEmail(source, index),
    });
}

function addItem(
  people: Map<Email, [MemberItem, ...MemberItem[]]>,
  item: MemberItem,
  diagnostics: Diagnostic[],
): void {
  const { email } = item.address;
  const others = people.get(email);
  if (!others) {
    people.set(email, [item]);
    return;
  }
  const sameFile = others.find(other => other.source === item.source);
  const first = sameFile ?? others[0];
  diagnostics.push({
    code: sameFile ? "duplicate-member" : "member-in-two-files",
    details: { email },
    location: locationOfEmail(item.source, item.index),
    related: locationOfEmail(first.source, first.index),
  });
  others.push(item);
}

/** Merges the items of one person from several files. The order of the files doesn't affect the result. */
function mergeEntries(items: readonly [MemberItem, ...MemberItem[]]): Member {
  if (items.length === 1) {
    const { address, name, resend, entry } = items[0];
    return { email: address.email, address: address.spelling, name, resend, entries: [entry] };
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
    entries: items.map(item => item.entry).sort((a, b) => compareText(a.file, b.file)),
  };
}

function smallest<Text extends string>(
  texts: readonly (Text | undefined)[],
  direction: 1 | -1 = 1,
): Text | undefined {
  return texts.filter(text => text !== undefined).sort((a, b) => direction * compareText(a, b))[0];
}
