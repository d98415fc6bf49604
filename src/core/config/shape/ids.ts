/** Returns the ID in the URL of a Tally page, or undefined if there is none. `kind`: what the ID is about. */
export function idInUrl(text: string, kind: "organization" | "workspace"): string | undefined {
  const [, page] = /^\s*(?:https?:\/\/)?(?:[\w-]+\.)?tally\.so\/(\S{1,300})\s*$/i.exec(text) ?? [];
  const steps = page?.split(/[/?#&=]/) ?? [];
  const after = steps.findIndex(step => step === kind || step === `${kind}s` || step === `${kind}Id`);
  const id = steps[after + 1];
  return after !== -1 && id !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : undefined;
}
