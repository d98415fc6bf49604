/**
 * Whether a text names a git branch: the plain subset of what git-check-ref-format allows, with nothing that a refspec reads,
 * and nothing that git or GitHub take for something else.
 */
export function isBranchName(text: string): boolean {
  if (text === "HEAD" || text.startsWith("refs/") || /^[0-9a-f]{40}$/.test(text)) return false;
  if (/\.\.|\/\/|\/\.|\.lock(?:\/|$)/.test(text)) return false;
  return /^[A-Za-z0-9_](?:[A-Za-z0-9._/-]*[A-Za-z0-9_-])?$/.test(text);
}
