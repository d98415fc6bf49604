/** Whether a text names a git branch: the plain subset of what git-check-ref-format allows, with nothing that a refspec reads. */
export function isBranchName(text: string): boolean {
  return (
    /^(?!.*(?:\.\.|\/\/|\.lock(?:\/|$)))[A-Za-z0-9_](?:[A-Za-z0-9._/-]*[A-Za-z0-9_-])?$/.test(text) &&
    !text.includes("/.")
  );
}
