import fc from "fast-check";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { commentLimit } from "../src/action/context/context.ts";
import { type Drift, formatDrift } from "../src/core/drift/drift.ts";
import { type Finding, findingKinds, informationKinds } from "../src/core/findings/model.ts";
import { formatDriftMarker } from "../src/core/review/marker.ts";
import type { Email } from "../src/core/values/address.ts";
import type { Day } from "../src/core/values/day.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { writeMarkdown } from "../src/render/document/markdown.ts";
import { writeTerminal } from "../src/render/document/terminal.ts";
import { driftDocument } from "../src/render/drift/document.ts";
import type { DisplayNames } from "../src/render/text/names.ts";
import {
  activeIn,
  elementsIn,
  linksIn,
  readMarkdown,
  referencesIn,
  structureOf,
  textIn,
} from "./support/markdown.ts";

const [since, day] = ["2026-11-01", "2026-12-01"] as [Day, Day];
const layout = { style: pc.createColors(false), width: 80 };

/** The texts in drift that come from outside. */
interface Texts {
  readonly organization: string;
  readonly email: string;
  readonly id: string;
  readonly name: string;
  readonly call: string;
  readonly config: string;
}
const slots = ["organization", "email", "id", "name", "call", "config"] as const;
const plain: Texts = {
  organization: "o",
  email: "e",
  id: "i",
  name: "n",
  call: "c",
  config: "f",
};

/** Returns a finding of a kind that contains texts from outside. */
function findingOf(kind: Finding["kind"], { email: address, id, call }: Texts): Finding {
  const email = address as Email;
  const level = informationKinds.has(kind) ? "information" : "drift";
  const one = { level, email, workspaceIds: [id as WorkspaceId] } as const;
  const workspace = { level, workspaceId: id as WorkspaceId } as const;
  switch (kind) {
    case "not-in-members":
      return { kind, ...one, status: "pending", recorded: true, samePerson: email };
    case "expired":
      return { kind, ...one, status: "joined", day };
    case "extra-workspace":
    case "not-recorded":
      return { kind, ...one, status: "joined" };
    case "not-invited":
      return { kind, ...one, reason: "lapsed" };
    case "lapsed":
      return { kind, ...one, since, resend: day };
    case "pending-long":
      return { kind, ...one, since, days: 22, threshold: 14 };
    case "pending-unknown":
    case "blocked":
      return { kind, ...one };
    case "unknown-workspace":
      return { kind, ...workspace };
    case "unconfirmed":
      return { kind, ...one, call, action: "remove", since };
    case "previous-address":
      return { kind, ...one, status: "joined", recorded: true, newAddress: email };
    case "expires-soon":
      return { kind, ...one, day, days: 3, threshold: 3 };
    case "undeclared-workspace":
      return { kind, ...workspace, people: 2 };
    case "without-workspace":
    case "without-two-factor":
      return { kind, level, email };
  }
}

function driftOf(texts: Texts, times = 1): Drift {
  const findings = findingKinds.flatMap(kind => Array.from({ length: times }, () => findingOf(kind, texts)));
  return {
    organization: texts.organization,
    missing: [{ data: "members", count: 1 }],
    unclear: [],
    findings,
    summary: { drift: 11 * times, information: 5 * times, people: 1, grants: 1 },
  };
}

function displayNamesOf({ id, name }: Texts): DisplayNames {
  return { workspaces: new Map([[id as WorkspaceId, name]]), people: new Map() };
}

function issueOf(texts: Texts, times = 1): string {
  const text = writeMarkdown(driftDocument(driftOf(texts, times), displayNamesOf(texts)), commentLimit);
  return `${formatDriftMarker(texts.config)}\n${text}`;
}

const part = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    ...[
      "@octocat and @acme/owners",
      "#1",
      "GH-1",
      "acme/access#1",
      "www.evil.example",
      "http://evil.example",
    ],
    ...["[x](javascript:alert(1))", "![i](//evil.example/i.png)", "</code><script>alert(1)</script>"],
    ...["</details>\n\n# out", "\n- more", "-->", "--", "`` ` ``", "|", "\u202e", "\u001b[2J", "\ud800"],
    "9fceb02d0ae598e95dc970b74767f19372d61af8",
  ),
);
const hostile = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map(parts => parts.join(""))
  .filter(text => text.trim() !== "");
const hostileTexts = fc
  .record({ text: hostile, filled: fc.subarray([...slots], { minLength: 1 }) })
  .map(({ text, filled }): Texts => ({ ...plain, ...Object.fromEntries(filled.map(slot => [slot, text])) }));

describe("drift with hostile texts", () => {
  test("keeps the structure of the issue, without links, mentions, or active content", () => {
    fc.assert(
      fc.property(hostileTexts, one => {
        const page = readMarkdown(issueOf(one));
        expect(structureOf(page)).toEqual(structureOf(readMarkdown(issueOf(plain))));
        expect([activeIn(page), linksIn(page), referencesIn(page)]).toEqual([[], [], []]);
      }),
      { numRuns: 150 },
    );
  });

  test("puts a marker that identifies the configuration on the first line of the issue", () => {
    fc.assert(
      fc.property(hostileTexts, hostile, (one, other) => {
        const marker = formatDriftMarker(one.config);
        expect(issueOf(one).split(/\r?\n/, 1)).toEqual([marker]);
        expect(formatDriftMarker(other) === marker).toBe(other === one.config);
      }),
    );
  });

  test("prints no control or format characters and no extra lines to a terminal", () => {
    fc.assert(
      fc.property(hostileTexts, one => {
        const text = writeTerminal(driftDocument(driftOf(one), displayNamesOf(one)), layout);
        expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}|\p{Cs}/u);
        const lines = writeTerminal(driftDocument(driftOf(plain), displayNamesOf(plain)), layout).split(
          "\n",
        ).length;
        expect(text.split("\n")).toHaveLength(lines);
      }),
    );
  });

  test("returns the same drift as JSON", () => {
    fc.assert(
      fc.property(hostileTexts, one => {
        const { formatVersion, ...drift } = JSON.parse(formatDrift(driftOf(one)));
        expect(formatVersion).toBe(1);
        expect(drift).toEqual(JSON.parse(JSON.stringify(driftOf(one))));
      }),
    );
  });
});

test("shows every kind of finding in an issue, and how many of each it leaves out", () => {
  const long = (text: string) => text.repeat(300).slice(0, 254);
  const body = issueOf(
    { ...plain, email: long("@"), id: long("|"), name: long("<"), config: long("-") },
    400,
  );
  expect(body.length).toBeLessThan(60_000);
  const page = readMarkdown(body);
  // One more contains the kinds that are only information.
  expect(elementsIn(page, "details")).toHaveLength(findingKinds.length + 1);
  expect(textIn(page).match(/… and \d+ more findings/g)).toHaveLength(findingKinds.length);
});
