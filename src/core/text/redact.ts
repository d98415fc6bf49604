/** A text with stars for every secret, as it is or as it stands in a URL. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap(secret => {
    const inUrl = encodeURIComponent(secret);
    return [secret, inUrl, inUrl.replace(/%../g, code => code.toLowerCase())];
  });
  return forms.reduce((shown, form) => shown.replaceAll(form, "***"), text);
}
