import { describe, expect, test } from "vitest";
import { WorkspaceNames } from "../src/core/config/workspace-names.ts";
import { type ListOptions, readList } from "../src/core/import/csv/list.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { sentenceOf } from "../src/render/diagnostics/messages.ts";

const marketing = "wLDNPp" as WorkspaceId;
const workspaces = new Map([[marketing, "Marketing"]]);

/** The people of a CSV file as `email (name)`, and its diagnostics as sentences. */
function read(csv: string, options: Partial<ListOptions> = {}) {
  const { reading } = readList("list.csv", new TextEncoder().encode(csv), {
    names: new WorkspaceNames(workspaces, workspaces),
    fallback: [marketing],
    toAscii: toAsciiDomain,
    ...options,
  });
  const diagnostics = reading.ok ? reading.warnings : reading.problem;
  return {
    people: reading.ok
      ? reading.value.people.map(({ written, name }) => `${written}${name === undefined ? "" : ` (${name})`}`)
      : [],
    messages: diagnostics.map(sentenceOf),
    headerLine: reading.ok ? reading.value.headerLine : undefined,
  };
}

/** The header of each export as its documentation or its users have it (src/core/import/csv/columns.ts), with made-up people. */
const exports = {
  "Microsoft Entra": `userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,invitationState,identityIssuer,createdDateTime
ada.l@example.com,Ada Lovelace,Lovelace,ada@example.com,Ada,1,Member,,,True,GB,,,,,,,,,,,,,,,,,example.onmicrosoft.com,8/19/2021 1:25:31 PM
alan@example.com,,Turing,,Alan,2,Member,,,True,GB,,WA,,,,,,,,,,,,,,,,`,
  "Microsoft Entra template": `version:v1.0,,,,,,
Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle]
Example: Chris Green,chris@contoso.com,myPassword1234,No,Chris,Green,IT Manager
Ada Lovelace,ada@example.com,,No,Ada,Lovelace,
Alan Turing,alan@example.com,,No,Alan,Turing,`,
  "Microsoft 365": `Block credential,City,Department,Display name,First name,Last name,Soft deletion time stamp,User principal name
False,,,Ada Lovelace,Ada,Lovelace,,ada@example.com
False,,,Alan Turing,Alan,Turing,,alan@example.com`,
  "Active Directory": `#TYPE Microsoft.ActiveDirectory.Management.ADUser
"DistinguishedName","EmailAddress","Enabled","GivenName","Name","SamAccountName","Surname","UserPrincipalName"
"CN=Ada Lovelace,DC=corp","ada@example.com","True","Ada","Ada Lovelace","ada","Lovelace","ada@corp.local"
"CN=Alan Turing,DC=corp","alan@example.com","True","Alan","Alan Turing","alan","Turing","alan@corp.local"`,
  LDAP: `dn,cn,givenName,sn,mail,userAccountControl
"cn=Ada,dc=example",Ada Lovelace,Ada,Lovelace,ada@example.com,512
"cn=Alan,dc=example",,Alan,Turing,alan@example.com,66048`,
  Slack: `username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp
ada,ada@example.com,Admin,1,0,0,U01,"Ada Lovelace",ada,
alan,alan@example.com,Member,0,0,0,U02,,"Alan Turing",`,
  "Google Workspace": `First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Manager Email,New Status [UPLOAD ONLY]
Ada,Lovelace,ada@example.com,****,/,,Active,2026/11/01 08:00:00,ada@home.example,boss@example.com,
Alan,Turing,alan@example.com,****,/,,Active,Never logged in,,,`,
  "Google Workspace by its API": `primaryEmail,name.givenName,name.familyName,name.fullName,suspended,archived
ada@example.com,Ada,Lovelace,Ada Lovelace,False,False
alan@example.com,Alan,Turing,,False,False`,
  Okta: `login,firstName,lastName,middleName,email,title,displayName,nickName,secondEmail
ada@corp.example,Ada,Lovelace,,ada@example.com,,,,ada@home.example
alan@example.com,Alan,Turing,,,,Alan Turing,,`,
  "Okta by its API": `id,status,profile.login,profile.email,profile.firstName,profile.lastName
1,ACTIVE,ada@example.com,ada@example.com,Ada,Lovelace
2,LOCKED_OUT,alan@example.com,alan@example.com,Alan,Turing`,
  SCIM: `userName,name.givenName,name.familyName,emails[0].value,active
ada,Ada,Lovelace,ada@example.com,true
alan@example.com,Alan,Turing,,true`,
  "GitHub organization": `login,name,tfa_enabled,is_public,role,saml_name_id
ada-l,Ada Lovelace,true,false,Owner,ada@example.com
turing,Alan Turing,true,false,Member,alan@example.com`,
  "GitHub enterprise": `GitHub com login,GitHub com name,GitHub com user,License type,GitHub com profile,GitHub com verified domain emails,GitHub com saml name
ada-l,Ada Lovelace,true,Enterprise,https://github.com/ada-l,ada@example.com,
turing,Alan Turing,true,Enterprise,https://github.com/turing,,alan@example.com`,
  "staff list": `Employee Name,Work Email,Employment Status,Department
Ada Lovelace,ada@example.com,Full-Time,Engines
Alan Turing,alan@example.com,On leave,Codes`,
  "German contacts": `sep=;
Vorname;Name;E-Mail-Adresse;Abteilung
Ada;Lovelace;ada@example.com;Maschinen
Alan;Turing;alan@example.com;Codes`,
  "title line": `Members of the "Engines" team

Name,Emails,Notes
Ada Lovelace,ada@example.com,
Alan Turing,alan@example.com,`.replaceAll('"', ""),
};

describe("an export of a directory", () => {
  test.for(Object.entries(exports))("reads the people of an export: %s", ([, csv]) => {
    for (const text of [csv, csv.replaceAll("\n", "\r\n"), `\ufeff${csv}\n`])
      expect(read(text)).toMatchObject({
        people: ["ada@example.com (Ada Lovelace)", "alan@example.com (Alan Turing)"],
        messages: [],
      });
  });

  test("reads a template of Microsoft Entra that invites guests", () => {
    const header =
      "Email address to invite [inviteeEmail] Required,Redirection url [inviteRedirectURL] Required";
    const csv = `version:v1.0\n${header}\nada@example.com,https://example.com\n`;
    expect(read(csv)).toEqual({ people: ["ada@example.com"], messages: [], headerLine: 2 });
  });

  test.for([
    ["status", "Suspended", "Active"],
    ["Account Status", "SUSPENDED", "PASSWORD_EXPIRED"],
    ["Status [READ ONLY]", "Suspended", "Active"],
    ["status", "DEPROVISIONED", "LOCKED_OUT"],
    ["status", "Deactivated", "Invited Member"],
    ["status", "Bot", "Botanist"],
    ["Employment Status", "Terminated - voluntary", "Leave"],
    ["status", "left", "Lefty"],
    ["state", "Inactive", "WA"],
    ["Status", "no longer active", "activated"],
    ["accountEnabled", "False", "True"],
    ["active", "0", "1"],
    ["Enabled", "FALSCH", "WAHR"],
    ["suspended", "True", "False"],
    ["Block sign in (Yes/No) [accountEnabled] Required", "Yes", "No"],
    ["Block credential", "TRUE", "FALSE"],
    ["Deactivated date (UTC)", "Nov 3, 2026", ""],
    ["Soft deletion time stamp", "2026-11-03 08:00:00Z", ""],
    ["archived", "x", "-"],
    ["userAccountControl", "514", "512"],
    ["userAccountControl", "66050", "66048"],
  ] as const)("leaves out people who are not active: %s is %s, not %s", ([column, off, on]) => {
    const csv = `email,"${column}"\nada@example.com,"${on}"\ngrace@example.com,"${off}"\n`;
    const flag = /stat/i.test(column) ? off : `${column}: ${off}`;
    expect(read(csv)).toMatchObject({
      people: ["ada@example.com"],
      messages: [
        `1 person isn't active and was left out: grace@example.com (${flag}). To include them, pass --include-inactive.`,
      ],
    });
    expect(read(csv, { includeInactive: true })).toMatchObject({
      people: ["ada@example.com", "grace@example.com"],
      messages: [],
    });
  });

  test("names the people who are not active, unless another line lists them as active", () => {
    const csv =
      "name,email,status\nAda,ada@example.com,left\nAda,ADA@example.com,active\nBea,,left\n,carl@,left\nDora,dora@example.com,bot\n";
    expect(read(csv)).toMatchObject({
      people: ["ADA@example.com (Ada)"],
      messages: [
        "3 people aren't active and were left out: Bea (left), carl@ (left), and dora@example.com (bot). To include them, pass --include-inactive.",
      ],
    });
  });

  test("reports a mistake in the line of a person who is included but not active", () => {
    const csv = "email,status\nada@example.com,active\ncarl@,left\n";
    expect(read(csv, { includeInactive: true }).messages).toEqual([
      'Invalid email address "carl@". The domain after @ is missing.',
    ]);
  });

  test("treats no sign-in name as a mailbox that is none", () => {
    const csv = `userPrincipalName,displayName,mail
ada@example.com,Ada,
guest_example.org#EXT#@example.onmicrosoft.com,Guest,
kept_example.org#EXT#@example.onmicrosoft.com,Kept,kept@example.org
scanner@example.onmicrosoft.com,Scanner,
shared@example.onmicrosoft.com,Shared,shared@example.onmicrosoft.com
grace@corp.example.local,Grace,
alan,Alan,
,Nobody,
odd@example.com,Odd,odd#EXT#@example.com
`;
    expect(read(csv)).toMatchObject({
      people: [
        "ada@example.com (Ada)",
        "kept@example.org (Kept)",
        "shared@example.onmicrosoft.com (Shared)",
        "odd@example.com (Odd)",
      ],
      messages: [
        "5 people have no email address and were left out: guest_example.org#EXT#@example.onmicrosoft.com, scanner@example.onmicrosoft.com, grace@corp.example.local, alan, and Nobody. A sign-in name isn't always a mailbox. To include them, add their email addresses to the file.",
      ],
    });
  });

  test("reports a missing email address in a list without sign-in names", () => {
    expect(read("name,email\nAda,ada@example.com\nBea,\n").messages).toEqual(["The email address is empty."]);
  });

  test("imports nobody from a file in which nobody is left", () => {
    const nobody =
      "The file has nobody to import. Check whether it is the right file, and whether the export is complete.";
    expect(read("email\n").messages).toEqual([nobody]);
    expect(read("login,name\nada-l,Ada\n").messages[0]).toBe(nobody);
    expect(read("email,status\nada@example.com,left\n").messages).toHaveLength(2);
  });
});

describe("a header", () => {
  const addressLine = "This line has an email address, so it isn't a header.";

  test("lists the columns that contain email addresses if Rollcall knows none of them", () => {
    const csv = "Team list\n\nWho,Contact,Boss\nAda,ada@example.com,grace@example.com\n";
    expect(read(csv).messages).toEqual([
      'No email column found. Columns with email addresses: "Contact" and "Boss". Choose one with --email-column NAME.',
    ]);
    expect(read(csv, { emailColumn: "contact" })).toEqual({
      people: ["ada@example.com"],
      messages: [],
      headerLine: 3,
    });
    expect(read(csv.replace(",Boss", "").replace(/,grace.*/, "")).messages).toEqual([
      'No email column found. To use the column with email addresses, pass --email-column "Contact".',
    ]);
    expect(read("Team, 2026\nWho;Contact\nAda;ada@example.com\n").messages).toEqual([
      'No email column found. To use the column with email addresses, pass --email-column "Contact".',
    ]);
    expect(read("a,b\n1,2\n").messages[0]).toBe(
      "No email column found. No column contains email addresses. Name the columns in the first line, and one of them email.",
    );
  });

  test("reports a missing header if the first line is a person", () => {
    expect(read("ada@example.com,Ada\n").messages[0]).toContain(addressLine);
  });

  test("names the line of a header below a line with an email address", () => {
    const csv = "Exported by,boss@example.com\n\nemail,name\nada@example.com,Ada\n";
    expect(read(csv)).toMatchObject({
      people: [],
      messages: [`${addressLine} The header seems to be on line 3. If so, remove the lines above it.`],
    });
  });

  test.for(["Email (manager)", "Email [HR contact]", "Login (old)"])(
    "reads no email addresses from a column with another meaning: %s",
    column => {
      const csv = `name,${column}\nAda,boss@example.com\n`;
      expect(read(csv).messages).toEqual([
        `No email column found. To use the column with email addresses, pass --email-column "${column}".`,
      ]);
      expect(read(csv.replace("name", "Work Email").replace("Ada", "ada@example.com")).people).toEqual([
        "ada@example.com",
      ]);
    },
  );

  test.for(["Email (required)", "E-Mail [Read only]", "email*", "User name [userPrincipalName] Required"])(
    "reads the email addresses of a column with a remark: %s",
    column => {
      expect(read(`${column}\nada@example.com\n`).people).toEqual(["ada@example.com"]);
    },
  );

  test("names the workspaces that exist if a name is unknown", () => {
    expect(read("email,workspace\nada@example.com,Nothing\n").messages).toEqual([
      'Unknown workspace "Nothing". Use the name or ID of one of these: "Marketing".',
    ]);
  });

  test("finds the row with the most known columns above the first person", () => {
    const csv = "Login\nemail;name;status\nada@example.com;Ada, L.;active\n";
    expect(read(csv)).toEqual({ people: ["ada@example.com (Ada, L.)"], messages: [], headerLine: 2 });
  });

  test("uses only the column that the user chose", () => {
    const csv = "email,Private (E-Mail),login\nada@example.com,ada@home.example,ada@example.com\n";
    expect(read(csv, { emailColumn: "Private (E-Mail)" }).people).toEqual(["ada@home.example"]);
    expect(read(csv.replace("ada@home.example", ""), { emailColumn: "private e-mail" }).messages).toEqual([
      "The email address is empty.",
    ]);
    expect(read(csv, { emailColumn: "Privat" }).messages).toEqual([
      'No column named "Privat". Columns with email addresses: "email", "Private (E-Mail)", and "login". Choose one with --email-column NAME.',
    ]);
  });

  test("reports a column that is there twice, unless another name makes it a fallback", () => {
    expect(read("email,email\nada@example.com,\n").messages).toEqual([
      "The column email appears twice. Keep one.",
    ]);
    expect(read("expires,email,end date\n,ada@example.com,\n").messages).toEqual([
      "The column expires appears twice. Keep one.",
    ]);
    expect(read("mail,Work Email\n,ada@example.com\n").people).toEqual(["ada@example.com"]);
  });
});
