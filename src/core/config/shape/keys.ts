import keys from "virtual:keys";
import type { KeyHome } from "../../diagnostics/details.ts";
import { suggest } from "../../text/suggest.ts";

/** The kind of a configuration file. main: it names the organization. included: it only adds members and groups. */
export type FileKind = "main" | "included";

/** Returns the valid keys of the mapping at a path. */
export function keysAt(kind: FileKind, path: readonly string[]): readonly string[] {
  const [first] = path;
  if (first === "members") return keys.member;
  if (first === "settings") return keys.settings;
  return keys[kind];
}

/** Returns the valid key that an unknown key most likely means, or undefined if there is none. */
export function suggestKey(key: string, known: readonly string[]): string | undefined {
  const synonym = synonyms.get(key.toLowerCase().replace(/[-_ ]/g, ""));
  return synonym !== undefined && known.includes(synonym) ? synonym : suggest(key, known);
}

/** Returns where a key that is unknown at a path belongs, or undefined if it is unknown everywhere. */
export function homeOf(key: string, kind: FileKind, path: readonly string[]): KeyHome | undefined {
  if (path[0] !== "members" && keys.member.includes(key)) return "member";
  if (kind === "main" && path[0] !== "settings" && keys.settings.includes(key)) return "settings";
  return path.length > 0 && keys[kind].includes(key) ? "top" : undefined;
}

// cspell:disable
/** Other words for keys, in lower case without spaces, hyphens, and underscores. English and German. */
const synonyms = new Map(
  Object.entries({
    organization: "org organizationid organisationsid account",
    workspaces: "spaces teamspaces arbeitsbereiche arbeitsbereich bereiche",
    groups: "teams team roles gruppen gruppe rollen",
    members: "users user people persons person invites mitglieder mitglied benutzer personen",
    include: "includes imports import files extends dateien",
    settings: "options config configuration einstellungen",
    email: "mail address emailaddress mailaddress username login adresse mailadresse emailadresse",
    name: "fullname displayname vollname",
    expires: "expiry expiration enddate ends end until validuntil ablauf ablaufdatum bis endet",
    resend: "reinvite",
    note: "comment comments reason description notiz notizen kommentar bemerkung",
    allowedDomains: "domains alloweddomain domain",
    protected: "owners keep",
  }).flatMap(([key, words]) => words.split(" ").map(word => [word, key] as const)),
);
// cspell:enable
