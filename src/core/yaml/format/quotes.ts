/**
 * Changes the quotes around a YAML string to those that Prettier 3 prefers: double quotes, unless that needs more
 * escapes. Returns any other YAML unchanged.
 */
export function withPreferredQuotes(source: string): string {
  const quote = source[0];
  const inner = source.slice(1, -1);
  if (quote !== "'" && quote !== '"') return source;
  if (quote === "'" ? inner.includes("\\") : /\\[^"]/.test(inner)) return source;
  if (inner.includes('"'))
    return quote === "'" ? source : `'${inner.replaceAll('\\"', '"').replaceAll("'", "''")}'`;
  return `"${quote === "'" ? inner.replaceAll("''", "'") : inner}"`;
}
