/** In characters. */
const blockLength = 100;
const endOfFile = "\uffff";

/**
 * Returns a fingerprint of each of some lines. It stays the same if other lines are added before it, so that code scanning recognizes
 * a result in a later version of a file. It is the one that github/codeql-action/upload-sarif calculates (src/fingerprints.ts) and
 * compares: a hash of the line and what follows it, 100 characters without spaces and tabs, and which of the equal ones it is.
 */
export function fingerprintLines(text: string, lines: ReadonlySet<number>): ReadonlyMap<number, string> {
  const plain = text.replace(/\r\n?/g, "\n").replace(/[ \t]+/g, "") + endOfFile;
  const last = Math.max(0, ...lines);
  const counts = new Map<string, number>();
  const found = new Map<number, string>();
  let start = 0;
  for (let line = 1; line <= last && start < plain.length; line += 1) {
    const block = plain.slice(start, start + blockLength);
    const count = (counts.get(block) ?? 0) + 1;
    counts.set(block, count);
    if (lines.has(line)) found.set(line, `${hashOf(block)}:${count}`);
    const end = plain.indexOf("\n", start);
    start = end === -1 ? plain.length : end + 1;
  }
  return found;
}

/** Returns a polynomial hash in 64 bits. A short block counts as if it ended in zeros. */
function hashOf(block: string): string {
  let hash = 0n;
  for (let index = 0; index < blockLength; index += 1) {
    const code = index < block.length ? block.charCodeAt(index) : 0;
    hash = BigInt.asUintN(64, hash * 37n + BigInt(code));
  }
  return hash.toString(16);
}
