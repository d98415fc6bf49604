/** The documents that are made from something else, by their path: what each should say. */
export function madeDocuments(): ReadonlyMap<string, string>;
