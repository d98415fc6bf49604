/**
 * Whether a string is the name of a git branch. Accepts a subset of git-check-ref-format, without characters that have
 * a meaning in a refspec and without names that mean something else to git or GitHub.
 */
export function isBranchName(text: string): boolean {
  if (text === "HEAD" || text.startsWith("refs/") || /^[0-9a-f]{40}$/.test(text)) return false;
  if (/\.\.|\/\/|\/\.|\.lock(?:\/|$)/.test(text)) return false;
  return /^[A-Za-z0-9_](?:[A-Za-z0-9._/-]*[A-Za-z0-9_-])?$/.test(text);
}
