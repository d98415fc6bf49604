/** Of values that are written once and used many times. A normal file uses each a few times. */
const max = { forSmallTexts: 1_000_000, perCharacter: 10, everywhere: 10_000_000 };

/**
 * Returns the maximum number of values that the aliases or the groups of a text may stand for together, so that a small
 * text can't cause much work.
 */
export function maxExpandedValues(characters: number): number {
  return Math.min(max.forSmallTexts + max.perCharacter * characters, max.everywhere);
}
