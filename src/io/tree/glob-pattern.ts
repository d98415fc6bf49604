import { posix } from "node:path";
import picomatch from "picomatch";

/** The maximum depth of folders that a pattern with `**` matches. */
export const maxFolderDepth = 10;

/** In characters. Paths can't be longer. */
const maxPatternLength = 4096;
const maxNameLength = 255;
/** The maximum number of ways to divide a path among the wildcards of a pattern. */
const maxCombinations = 1_000_000;

/**
 * Whether matching a pattern, which may come from an untrusted file, could take too long: a matcher tries every way to
 * divide a path among the wildcards. For repeated groups, such as `+(a)`, `(a+)+`, or `[a]+`, there is no limit.
 */
export function isTooComplex(pattern: string): boolean {
  if (pattern.length > maxPatternLength || /[()|]|[\]}]\+/.test(pattern)) return true;
  const steps = pattern.split("/");
  const folders = steps.filter(step => step === "**").length;
  const starsOf = steps.map(step => step.match(/\*+/g)?.length ?? 0);
  // A single star in a name has only one way to match.
  const stars = starsOf.filter(count => count > 1).reduce((sum, count) => sum + count, 0);
  const choices = (pattern.split(",").length + 1) ** (pattern.split("{").length - 1);
  return maxNameLength ** stars * (maxFolderDepth + 1) ** folders * choices > maxCombinations;
}

/** Whether a pattern can match more than one path. */
export function hasWildcard(pattern: string): boolean {
  return picomatch.scan(pattern).isGlob;
}

/** A compiled pattern for the paths in one folder. */
export interface Pattern {
  /** Whether the pattern matches a file, by its path with `/`. */
  names(path: string): boolean;
  /**
   * Whether the pattern may match something in a folder, by its path with `/`. May be true without a match,
   * but never false with one.
   */
  mayMatchIn(folder: string): boolean;
}

/**
 * Compiles a pattern that isn't too complex. A name that begins with a dot is matched only if the pattern has
 * the dot.
 */
export function compilePattern(pattern: string): Pattern {
  const normal = posix.normalize(pattern);
  const steps = normal.split("/");
  const isMatch = picomatch(normal, { posix: true });
  const isDeep = steps.includes("**");
  // Braces and brackets may contain a slash. Then the steps can't be matched one by one.
  const isPlain = steps.every(step => isBalanced(step, "{", "}") && isBalanced(step, "[", "]"));
  const namesHidden = /(?:^|[/{,[])\./.test(normal);
  return {
    names: path => path.split("/").length <= maxFolderDepth + 1 && isMatch(path),
    mayMatchIn: folder => {
      const depth = folder.split("/").length;
      if (depth > maxFolderDepth || (depth >= steps.length && !isDeep)) return false;
      if (!namesHidden && /(?:^|\/)\./.test(folder)) return false;
      const parents = steps.slice(0, depth);
      return (
        !isPlain || parents.includes("**") || picomatch.isMatch(folder, parents.join("/"), { posix: true })
      );
    },
  };
}

function isBalanced(text: string, open: string, close: string): boolean {
  return text.split(open).length === text.split(close).length;
}
