import type { DiagnosticDetails, TypeHint } from "../../core/diagnostics/details.ts";
import { formatNumber } from "../text/plural.ts";

const typeWords: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "a whole number",
  "integer or string": "a whole number, or a percentage such as 25%",
  array: "a list",
  object: "a mapping of keys to values",
  null: "empty",
  number: "a number",
  fraction: "a decimal number",
  boolean: "true or false",
};

/** How to write a date. */
export const dateForm = "Write it as YYYY-MM-DD, such as 2027-01-31.";

/** Returns why a value has the wrong type, and how to write it. */
export function wrongType({ key, expected, found, made, hint }: DiagnosticDetails["wrong-type"]): string {
  const name = key === "" ? "The file" : key;
  const subject = `${name} must be ${typeWords[expected] ?? expected}`;
  const what = `${subject}, but this is ${typeWords[found] ?? "a string"}.`;
  if (hint) return hintText(name, what, hint);
  if (made === undefined && found === "null")
    return `${name} is empty. Add a value${required.has(key) ? "" : ", or delete it"}.`;
  if (made === undefined && expected === "array" && found === "string")
    return `${what} Put the names in brackets, separated by commas.`;
  if (made === undefined) return what;
  const number = found === "number" || found === "fraction" ? "the number " : "";
  const fix = key === "expires" || key === "resend" ? dateForm : "Put it in quotes.";
  return `${subject}, but YAML reads this value as ${number}${made}. ${fix}`;
}

const required: ReadonlySet<string> = new Set(["organization", "email"]);

const emptyCauses = { comment: "# starts a comment", anchor: "& starts a YAML anchor" } as const;

function hintText(name: string, what: string, hint: TypeHint): string {
  switch (hint.hint) {
    case "write":
      return `${what} Write it as ${hint.text}.`;
    case "comment":
    case "anchor":
      return `${name} is empty, because ${emptyCauses[hint.hint]}. If it is text, put it in quotes: ${hint.quoted}.`;
    case "member":
      return memberText(hint.email, hint.others);
    case "member-each":
      return `${what} Write an entry for each person, such as - { email: ${hint.email ?? "ada@example.com"}, workspaces: [NAME] }.`;
    case "name-each":
      return `${what} Write a name of your choice for each, such as ${hint.example}.`;
    case "one-member-each":
      return "A member has one email address. Add an entry for each person.";
    case "add-dashes":
      return `${what} Start each entry with a dash and a space.`;
    case "remove-dashes":
      return `${what} Delete the dashes, and line up the keys.`;
    case "no-members":
      return "members is empty. List the members below it, or write members: [] if there are none.";
  }
}

function memberText(email: string | undefined, others: number): string {
  const what =
    others === 0
      ? "This entry of members is only text."
      : `This entry of members is only text, and so ${others === 1 ? "is the next one" : `are the next ${formatNumber(others)}`}.`;
  return `${what} Write it with keys: { email: ${email ?? "ada@example.com"}, workspaces: [NAME] }.`;
}
