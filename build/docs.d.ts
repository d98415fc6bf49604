/** Returns the contents of the generated documents, by path. */
export function madeDocuments(): ReadonlyMap<string, string>;
