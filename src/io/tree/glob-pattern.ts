import { posix } from "node:path";
import picomatch from "picomatch";

/** Folders within a folder that a pattern with `**` reaches. */
export const maxFolderDepth = 10;

/** In characters: as long as a path may be. */
const maxPatternLength = 4096;
const maxNameLength = 255;
/** In which the wildcards of one pattern may share one path among themselves. */
const maxCombinations = 1_000_000;

/**
 * Whether matching a pattern, which may be a stranger's, could take for ever: a matcher tries every way to share a path among
 * the wildcards. What repeats a group, as `+(a)`, `(a+)+` or `[a]+`, has no bound at all.
 */
export function isTooComplex(pattern: string): boolean {
  if (pattern.length > maxPatternLength || /[()|]|[\]}]\+/.test(pattern)) return true;
  const steps = pattern.split("/");
  const folders = steps.filter(step => step === "**").length;
  const starsOf = steps.map(step => step.match(/\*+/g)?.length ?? 0);
  // One star in a name has only one way to match.
  const stars = starsOf.filter(count => count > 1).reduce((sum, count) => sum + count, 0);
  const choices = (pattern.split(",").length + 1) ** (pattern.split("{").length - 1);
  return maxNameLength ** stars * (maxFolderDepth + 1) ** folders * choices > maxCombinations;
}

/** Whether a pattern can match more than one path. */
export function hasWildcard(pattern: string): boolean {
  return picomatch.scan(pattern).isGlob;
}

/** A pattern that paths of one folder are tried against. */
export interface Pattern {
  /** Whether a file, by its path with `/`, is named. */
  names(path: string): boolean;
  /** Whether something in a folder, by its path with `/`, may be named; never no where it is. */
  mayNameIn(folder: string): boolean;
}

/** Compiles a pattern that is not too complex. Names that begin with a dot are named only by one that does. */
export function compilePattern(pattern: string): Pattern {
  const normal = posix.normalize(pattern);
  const steps = normal.split("/");
  const isMatch = picomatch(normal, { posix: true });
  const isDeep = steps.includes("**");
  // Braces and brackets may hold a slash. Then the steps can't be matched one by one.
  const isPlain = steps.every(step => isBalanced(step, "{", "}") && isBalanced(step, "[", "]"));
  const namesHidden = /(?:^|[/{,[])\./.test(normal);
  return {
    names: path => path.split("/").length <= maxFolderDepth + 1 && isMatch(path),
    mayNameIn: folder => {
      const depth = folder.split("/").length;
      if (depth > maxFolderDepth || (depth >= steps.length && !isDeep)) return false;
      if (!namesHidden && /(?:^|\/)\./.test(folder)) return false;
      const first = steps.slice(0, depth);
      return !isPlain || first.includes("**") || picomatch.isMatch(folder, first.join("/"), { posix: true });
    },
  };
}

function isBalanced(text: string, open: string, close: string): boolean {
  return text.split(open).length === text.split(close).length;
}
