import { distance } from "fastest-levenshtein";

/** Limits the comparisons: an untrusted file may declare and misspell 100,000 names. */
const max = { candidates: 1000, characters: 200 };

/**
 * Returns the candidate that `text` most likely means: at most two in five letters differ. Compares only the first
 * 1,000 candidates, and none longer than 200 characters.
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

/**
 * Returns the candidate that an address most likely means: a similar local part at the same domain, or the
 * same local part at a similar domain.
 */
export function suggestEmail<Candidate extends string>(
  email: string,
  candidates: Iterable<Candidate>,
): Candidate | undefined {
  const { local, domain } = partsOf(email);
  const all = [...candidates].map(candidate => ({ candidate, ...partsOf(candidate) }));
  const sameDomain = all.filter(one => one.domain === domain);
  const similarLocal = suggest(
    local,
    sameDomain.map(one => one.local),
  );
  if (similarLocal !== undefined) return sameDomain.find(one => one.local === similarLocal)?.candidate;
  const sameLocal = all.filter(one => one.local === local);
  const similarDomain = suggest(
    domain,
    sameLocal.map(one => one.domain),
  );
  return sameLocal.find(one => one.domain === similarDomain)?.candidate;
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
 * Returns the common mail domain that is one typo away from this domain, if any: an extra, missing, or wrong letter,
 * or two that are swapped. Skips short domains, because too many valid domains are one letter away from `me.com`.
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
