/** Returns the contents of the generated documents, by path. */
export function generatedDocuments(): ReadonlyMap<string, string>;
