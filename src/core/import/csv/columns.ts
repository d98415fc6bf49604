import type { ColumnKind } from "../../diagnostics/details.ts";

/**
 * The names of columns that Rollcall reads, without what `lettersOf` leaves out, in order of preference. Sources:
 *
 * - Microsoft Entra, "Download a list of users" and the templates of "Bulk create users" and "Bulk invite" (learn.microsoft.com,
 *   entra/identity/users/users-bulk-download, users-bulk-add, and entra/external-id/bulk-invite): `userPrincipalName`,
 *   `displayName`, `surname`, `mail`, `givenName`, `accountEnabled`, `Block sign in (Yes/No) [accountEnabled] Required`,
 *   `Email address to invite [inviteeEmail] Required`.
 * - Microsoft 365 admin center, "Export users": `User principal name`, `Block credential`, `Soft deletion time stamp`.
 * - Active Directory: LDAP names (RFC 4519 for `cn`, `givenName`, `sn`, RFC 4524 for `mail`), `userAccountControl` (Microsoft, MS-ADTS,
 *   section 2.2.16), and the properties of Get-ADUser: `EmailAddress`, `Enabled`.
 * - Slack, "Export member list" and member analytics (slack.com/help): `username`, `email`, `status`, `fullname`, `displayname`,
 *   `Deactivated date (UTC)`.
 * - Google Workspace, "Download users" (support.google.com/a/answer/7348070): `Email Address [Required]`, `First Name [Required]`,
 *   `Status [READ ONLY]`. With the names of its Directory API: `primaryEmail`, `name.fullName`, `suspended`, `archived`.
 * - Okta, "Import users from a CSV file" (help.okta.com), and its Users API: `login`, `email`, `profile.firstName`, `status`.
 * - SCIM (RFC 7643, section 4.1): `userName`, `name.familyName`, `emails[0].value`, `active`.
 * - GitHub, "Exporting membership information" (docs.github.com): `login`, `saml_name_id`, `GitHub com saml name`,
 *   `GitHub com verified domain emails`.
 * - Rollcall's own report: `workspace_id`, `desired`, `note`.
 *
 * Tally has no export of its members.
 */
const names: Readonly<Record<ColumnKind, readonly string[]>> = {
  email: [
    "email",
    "emailaddress",
    "mail",
    "workemail",
    "workemailaddress",
    "businessemail",
    "companyemail",
    "primaryemail",
    "primaryemailaddress",
    "useremail",
    "inviteeemail",
    "emails",
    "emailsvalue",
    "emails0value",
    "verifieddomainemails",
    "emailadresse",
    "mailadresse",
  ],
  "sign-in name": [
    "userprincipalname",
    "upn",
    "username",
    "login",
    "userlogin",
    "loginname",
    "signinname",
    "samlnameid",
    "samlname",
  ],
  workspaces: ["workspaceid", "workspaces", "workspace", "tallyworkspaces"],
  name: ["name", "fullname", "displayname", "realname", "cn", "commonname", "employeename", "anzeigename"],
  "first name": ["firstname", "givenname", "forename", "vorname"],
  "last name": ["lastname", "familyname", "surname", "sn", "nachname"],
  expires: ["expires", "expiry", "enddate", "lastday"],
  note: ["note"],
  status: [
    "status",
    "accountstatus",
    "userstatus",
    "memberstatus",
    "employeestatus",
    "employmentstatus",
    "state",
    "accountstate",
    "lifecyclestate",
  ],
  enabled: ["accountenabled", "enabled", "active", "isactive"],
  disabled: [
    "blocksignin",
    "signinblocked",
    "blockcredential",
    "softdeletiontimestamp",
    "suspended",
    "issuspended",
    "archived",
    "isarchived",
    "disabled",
    "isdisabled",
    "accountdisabled",
    "blocked",
    "isblocked",
    "deactivated",
    "isdeactivated",
    "deactivatedat",
    "deactivateddate",
    "deactivationdate",
    "deleted",
    "isdeleted",
    "deletedat",
    "terminated",
  ],
  "account control": ["useraccountcontrol"],
  desired: ["desired"],
};

/** What a column has, and how early it is in its list of names. */
export interface KnownColumn {
  readonly kind: ColumnKind;
  readonly rank: number;
}

const known = new Map(
  Object.entries(names).flatMap(([kind, all]) =>
    all.map((name, rank): [string, KnownColumn] => [name, { kind: kind as ColumnKind, rank }]),
  ),
);

/** A longer text is not the name of a column. */
const maxNameLength = 200;

/** What templates add to the name of a column. Other words in parentheses change its meaning: `Email (manager)`. */
const remark = / *(?:\((?:yes\/no|utc|required|optional)\)|\[(?:required|optional|(?:read|upload) only)\])/gi;
/** The property of a Microsoft Entra user in a column of a template. */
const property = / *\[([a-z]+)\](?: required)?$/i;
const prefix = /^(?:github com |(?:user|profile|name)\.)/i;

/** Returns what a column has by its name in the header, or undefined if Rollcall doesn't read it. */
export function findColumn(header: string): KnownColumn | undefined {
  if (header.length > maxNameLength) return undefined;
  const name = header.replace(remark, "");
  const inBrackets = known.get(lettersOf(property.exec(name)?.[1] ?? ""));
  const bare = inBrackets ? name.replace(property, "") : name;
  return known.get(lettersOf(bare.replace(prefix, ""))) ?? inBrackets ?? known.get(lettersOf(bare));
}

/** Returns the letters and digits of a name, in lower case: `E-Mail Address` and `email_address` are one name. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
