/** Replaces each secret in a string with asterisks, in plain and URL-encoded form. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap(secret => {
    const inUrl = encodeURIComponent(secret);
    return [secret, inUrl, inUrl.replace(/%../g, code => code.toLowerCase())];
  });
  return forms.reduce((redacted, form) => redacted.replaceAll(form, "***"), text);
}
