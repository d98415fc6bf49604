import type { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Source } from "../source/source.ts";
import type { Email } from "../values/address.ts";
import { locationOfEmail } from "./member-domains.ts";
import type { Entry, Member } from "./model.ts";

/** Two members who might be the same person, or whose addresses might be confused. */
export interface SimilarMembers {
  /** lookalike: `email` has characters that look like those of `other`. Others: why both might be one person. */
  readonly kind: "lookalike" | "plus-tag" | "dots" | "name";
  readonly email: Email;
  /** The member that `email` resembles. */
  readonly other: Email;
}

/** Returns each pair of similar members once. If several are similar, each is paired with the first. */
export function similarMembers(members: readonly Member[]): readonly SimilarMembers[] {
  const similar: SimilarMembers[] = [];
  /** Adds a pair if another member has the same form. Otherwise, remembers the form. */
  const compare = (kind: SimilarMembers["kind"], email: Email, form: string, known: Map<string, Email>) => {
    const other = known.get(form);
    if (other === undefined) known.set(form, email);
    else if (other !== email) similar.push({ kind, email, other });
  };
  const suspects = members.filter(({ email }) => maybeSimilar.test(email));
  if (suspects.length > 0) {
    const emails = new Map<string, Email>();
    for (const { email } of members) emails.set(email, email);
    for (const { email } of suspects) {
      const at = email.lastIndexOf("@");
      const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
      const [untagged = ""] = local.split("+");
      if (lookalikes.test(local)) compare("lookalike", email, `${plainForm(local)}@${domain}`, emails);
      if (untagged !== local) compare("plus-tag", email, `${untagged}@${domain}`, emails);
      else if (gmailDomains.has(domain))
        compare("dots", email, `${local.replaceAll(".", "")}@gmail.com`, emails);
    }
  }
  const names = new Map<string, Email>();
  for (const { email, name } of members)
    if (name?.includes(" ")) compare("name", email, name.toLowerCase(), names);
  return similar;
}

/** Warns of each pair: at the lookalike, or at the later of two entries that might be the same person. */
export function reportSimilarMembers(
  members: readonly Member[],
  sources: readonly Source[],
  diagnostics: DiagnosticList,
): void {
  const similar = similarMembers(members);
  if (similar.length === 0) return;
  const entries = new Map(members.map(({ email, entries: [first] }) => [email, first]));
  const byFile = new Map(sources.map(source => [source.file, source]));
  const locationIn = ({ file, index }: Entry) => {
    const source = byFile.get(file);
    if (!source) throw new Error(`no source for ${file}`);
    return locationOfEmail(source, index);
  };
  for (const { kind, email, other } of similar) {
    const [own, others] = [entries.get(email), entries.get(other)];
    if (!own || !others) continue;
    if (kind === "lookalike")
      diagnostics.report("lookalike-address", () => ({
        details: { email, like: other },
        location: locationIn(own),
        related: locationIn(others),
      }));
    else
      diagnostics.report("same-person", () => {
        const [location, related] = [locationIn(own), locationIn(others)];
        const isLater = location.file !== related.file || location.line > related.line;
        const [second, first] = isLater ? [location, related] : [related, location];
        return { details: { email, other, because: kind }, location: second, related: first };
      });
  }
}

/** Gmail ignores dots, and treats both domains as one (support.google.com/mail/answer/7436150). */
const gmailDomains: ReadonlySet<string> = new Set(["gmail.com", "googlemail.com"]);

/** Two letters that look like one, or a digit among letters that looks like one. */
const lookalikes = /vv|rn|[a-z][01]+[a-z]/;
/** Matches the addresses that at least one comparison of addresses applies to. Others are skipped for speed. */
const maybeSimilar = /vv|rn|[a-z][01]+[a-z]|\+|@g(?:oogle)?mail\.com$/;

function plainForm(local: string): string {
  return local.replaceAll("vv", "w").replaceAll("rn", "m").replaceAll("0", "o").replaceAll("1", "l");
}
