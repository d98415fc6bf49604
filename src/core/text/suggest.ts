import { distance } from "fastest-levenshtein";

/** A stranger's file may declare and misspell a hundred thousand names, each compared with each. */
const max = { candidates: 1000, characters: 200 };

/**
 * The candidate that somebody who wrote `text` most likely meant: at most two letters in five differ.
 * Only the first 1,000 are compared, and none longer than 200 characters.
 */
export function suggest(text: string, candidates: Iterable<string>): string | undefined {
  if (text.length > max.characters) return undefined;
  const lower = text.toLowerCase();
  let compared = 0;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(text.length * 0.4)) + 1;
  for (const candidate of candidates) {
    compared += 1;
    if (compared > max.candidates) break;
    if (candidate.length > max.characters) continue;
    const between = distance(lower, candidate.toLowerCase());
    if (between >= bestDistance) continue;
    best = candidate;
    bestDistance = between;
  }
  return best;
}

/** The candidate that somebody who wrote an address most likely meant: much the same before the @ at the same domain, or the other way round. */
export function suggestEmail<Candidate extends string>(
  email: string,
  candidates: Iterable<Candidate>,
): Candidate | undefined {
  const { local, domain } = partsOf(email);
  const all = [...candidates].map(candidate => ({ candidate, ...partsOf(candidate) }));
  const there = all.filter(one => one.domain === domain);
  const meant = suggest(
    local,
    there.map(one => one.local),
  );
  if (meant !== undefined) return there.find(one => one.local === meant)?.candidate;
  const alike = all.filter(one => one.local === local);
  const nearby = suggest(
    domain,
    alike.map(one => one.domain),
  );
  return alike.find(one => one.domain === nearby)?.candidate;
}

function partsOf(email: string): { readonly local: string; readonly domain: string } {
  const at = email.lastIndexOf("@");
  return { local: email.slice(0, at), domain: email.slice(at + 1) };
}

const commonMailDomains = [
  "aol.com",
  "comcast.net",
  "fastmail.com",
  "gmail.com",
  "gmx.de",
  "gmx.net",
  "googlemail.com",
  "hotmail.com",
  "icloud.com",
  "live.com",
  "mail.com",
  "mail.ru",
  "me.com",
  "msn.com",
  "orange.fr",
  "outlook.com",
  "proton.me",
  "protonmail.com",
  "web.de",
  "yahoo.com",
  "yandex.ru",
  "ymail.com",
];
const knownMailDomains = new Set([
  ...commonMailDomains,
  "email.com",
  "gmx.at",
  "gmx.ch",
  "gmx.com",
  "hotmail.fr",
  "live.fr",
]);

/**
 * The common mail domain that one slip of the finger away from this one, if any: a letter too many, too few, wrong or two
 * swapped. Short domains are left alone: `me.com` is one letter from too many honest ones.
 */
export function suggestMailDomain(domain: string): string | undefined {
  if (domain.length < 8 || knownMailDomains.has(domain)) return undefined;
  return commonMailDomains.find(common => common.length >= 8 && isOneTypo(domain, common));
}

function isOneTypo(domain: string, common: string): boolean {
  const between = distance(domain, common);
  return between === 1 || (between === 2 && sortedLetters(domain) === sortedLetters(common));
}

function sortedLetters(text: string): string {
  return [...text].sort().join("");
}
