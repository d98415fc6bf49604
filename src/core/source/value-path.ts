/** A step of a path into a value: a key of a mapping, or the index of a list item. */
export type Step = string | number;
