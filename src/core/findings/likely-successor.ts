import type { Config } from "../config/model.ts";
import type { Observed } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";

/** Local parts that name a role or a mailbox, not a person. */
const roles: ReadonlySet<string> = new Set(
  "abuse admin billing contact hello help hr info mail marketing me office postmaster sales security support team webmaster".split(
    " ",
  ),
);

/**
 * Returns a function that finds the only member who might be the same person as someone with another email address: both
 * have the same full name, or the same part before @, without regard to case and plus tags.
 */
export function likelySuccessors(
  { members }: Config,
  observed: Observed | undefined,
): (email: Email, name: string | undefined) => Email | undefined {
  let byForm: Map<string, Set<Email>> | undefined;
  const index = () => {
    const forms = new Map<string, Set<Email>>();
    for (const { email, name } of members)
      for (const form of formsOf(email, name ?? observed?.people.get(email)?.name))
        forms.set(form, (forms.get(form) ?? new Set()).add(email));
    return forms;
  };
  return (email, name) => {
    byForm ??= index();
    const known = byForm;
    const found = new Set(formsOf(email, name).flatMap(form => [...(known.get(form) ?? [])]));
    const [only] = found;
    return found.size === 1 ? only : undefined;
  };
}

function formsOf(email: Email, name: string | undefined): readonly string[] {
  const [local = ""] = email.split(/[+@]/, 1);
  const fullName = name?.trim().toLowerCase().replace(/\s+/g, " ");
  return [
    ...(roles.has(local) || local === "" ? [] : [`${local}@`]),
    ...(fullName?.includes(" ") ? [fullName] : []),
  ];
}
