import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, readDocument } from "./support/documents.ts";
import { LanguageServer, type Opened } from "./support/language-server.ts";

const root = join(import.meta.dirname, "..");
const schemas = join(root, "schemas");
const schema = JSON.parse(readFileSync(join(schemas, "members.schema.json"), "utf8"));

const members = `# yaml-language-server: $schema=${schemas}/members.schema.json
organization: kwob3J
workspaces:
  marketing: wLDNPp
  research: npe1DB
groups:
  design: [marketing]
members:
  - email: ada@example.com
    groups: [design]
    
  - email: grace@example.com
    workspaces:
      - 
settings:
  maxInvites: 50
  removals: 
  
`;
const wrong = `# yaml-language-server: $schema=${schemas}/members.schema.json
organization: kwob3J
workspaces: {marketing: wLDNPp}
members:
  - email: ada@example.com
    workspaces: [marketing]
    expire: 2027-01-31
  - email: bob@example.com
    workspaces: [marketing]
    expires: 31.1.2027
  - email: carl@example
    workspaces: [marketing]
    previously: [carl, carl@old.example]
settings:
  maxInvites: many
  removals: always
  allowedDomains: [localhost, example.com]
  protected: [owner@@example.com]
include: [../teams.yaml, teams/*.yaml]
`;
const included = `# yaml-language-server: $schema=${schemas}/included.schema.json
members:
  - email: ada@example.com
    workspaces: marketing
`;

/** A file without a line that names its schema. */
const unnamed = "organisation: kwob3J\n";
const [entry] = blocksOf(readDocument("CONTRIBUTING.md")).filter(block => block.text.includes("fileMatch"));
const { fileMatch } = JSON.parse(entry?.text ?? "{}") as { fileMatch: string[] };

let folder: string;
let server: LanguageServer;
let stderr: string | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-editor-"));
  writeFileSync(join(folder, "members.yaml"), members);
  writeFileSync(join(folder, "wrong.yaml"), wrong);
  writeFileSync(join(folder, "included.yaml"), included);
  for (const name of ["rollcall", "other"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "members.yaml"), unnamed);
  }
  server = await LanguageServer.start(folder, { [`${schemas}/members.schema.json`]: fileMatch });
});
afterAll(async () => {
  if (stderr === undefined) await server.stop();
  rmSync(folder, { recursive: true });
});

/** Returns the beginning of the hover text for a key with this title and description in the schema. */
function shown({ title, description }: { title: string; description: string }): string {
  return `#### ${title}\n\n${description}\n`;
}

describe("an editor with the YAML language server", () => {
  let file: Opened;
  beforeAll(async () => {
    file = await server.open("members.yaml");
  });

  test("offers the missing keys of a member with their descriptions", async () => {
    const offered = await file.complete(11);
    expect([...offered.keys()]).toEqual(["name", "workspaces", "expires", "resend", "previously", "note"]);
    for (const [key, text] of offered)
      expect([key, text]).toEqual([key, schema.definitions.member.properties[key].description]);
  });

  test("offers the missing settings, and the allowed values of removals", async () => {
    expect([...(await file.complete(18)).keys()]).toEqual(
      Object.keys(schema.definitions.settings.properties).filter(
        key => key !== "maxInvites" && key !== "removals",
      ),
    );
    expect([...(await file.complete(17)).keys()]).toEqual(["report", "apply"]);
  });

  test("offers only the example of the schema as a workspace name", async () => {
    expect([...(await file.complete(14)).keys()]).toEqual(["research"]);
  });

  test("shows the description of a key on hover in an editor", async () => {
    const { properties, definitions } = schema;
    const hovers = [2, 3, 9, 10, 13, 16, 17].map(async line => (await file.hover(line)) ?? "nothing");
    const keys = [
      properties.organization,
      properties.workspaces,
      definitions.member.properties.email,
      definitions.member.properties.groups,
      definitions.member.properties.workspaces,
      definitions.settings.properties.maxInvites,
      definitions.settings.properties.removals,
    ];
    for (const [index, text] of (await Promise.all(hovers)).entries())
      expect(text).toContain(shown(keys[index]));
  });

  test("underlines a misspelled key and invalid values once", async () => {
    const { underlined } = await server.open("wrong.yaml");
    const { address, date, domain } = schema.definitions;
    const mismatch = ({ pattern }: { pattern: string }) =>
      `String does not match the pattern of "${pattern}".`;
    expect(underlined.toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 7, text: "expire", message: "Property expire is not allowed." },
      { line: 10, text: "31.1.2027", message: mismatch(date) },
      { line: 11, text: "carl@example", message: mismatch(address) },
      { line: 13, text: "carl", message: mismatch(address) },
      { line: 15, text: "many", message: 'Incorrect type. Expected "integer".' },
      { line: 16, text: "always", message: 'Value is not accepted. Valid values: "report", "apply".' },
      { line: 17, text: "localhost", message: mismatch(domain) },
      { line: 18, text: "owner@@example.com", message: mismatch(address) },
      { line: 19, text: "../teams.yaml", message: mismatch(schema.properties.include.items) },
    ]);
  });

  test("checks and explains an included file with its own schema", async () => {
    const other = await server.open("included.yaml");
    expect(other.underlined).toEqual([
      { line: 4, text: "marketing", message: 'Incorrect type. Expected "array".' },
    ]);
    expect(await other.hover(3)).toContain(shown(schema.definitions.member.properties.email));
  });

  test("finds the schema by the pattern for SchemaStore, but not for every members.yaml", async () => {
    const found = await server.open("rollcall/members.yaml");
    expect(found.underlined).toContainEqual({
      line: 1,
      text: "organisation",
      message: "Property organisation is not allowed.",
    });
    expect((await server.open("other/members.yaml")).underlined).toEqual([]);
  });

  test("runs the language server without network access", async () => {
    stderr = await server.stop();
    expect(stderr).toBe("");
  });
});
