/** Returns the end of a message that suggests a name or a value. */
export function didYouMean(suggestion: string): string {
  return `Did you mean ${suggestion}?`;
}

/** Returns a value in double quotes. */
export function quote(value: string): string {
  return `"${value}"`;
}
