import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineLinks } from "../src/action/context/comment.ts";
import { commentLimit, commentLimitFor, summaryLimit } from "../src/action/context/context.ts";
import type { Desired, DesiredPerson } from "../src/core/config/desired.ts";
import type { Diagnostic } from "../src/core/diagnostics/diagnostic.ts";
import type { Plan } from "../src/core/plan/model.ts";
import { formatPlan, planChanges } from "../src/core/plan/plan.ts";
import type { PolicyChange } from "../src/core/plan/policy-change.ts";
import { formatMarker, type ReviewMarker, readMarker, type ShownPlan } from "../src/core/review/marker.ts";
import { membershipChanges, partitionPlan } from "../src/core/review/preview.ts";
import type { Recorded } from "../src/core/state/recorded.ts";
import type { Email } from "../src/core/values/address.ts";
import type { Day } from "../src/core/values/day.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { digestOf } from "../src/io/digest.ts";
import { renderApplyReport } from "../src/render/apply/comment.ts";
import type { ApplyReport } from "../src/render/apply/model.ts";
import { renderFindings } from "../src/render/diagnostics/markdown.ts";
import { writeMarkdown } from "../src/render/document/markdown.ts";
import { planDocument } from "../src/render/plan/document.ts";
import type { PullRequestReport } from "../src/render/review/model.ts";
import { renderPullRequest } from "../src/render/review/pull-request.ts";
import type { SizeLimit } from "../src/render/text/truncate.ts";
import {
  activeIn,
  detailsIn,
  type Element,
  elementsIn,
  linksIn,
  type Page,
  readMarkdown,
  referencesIn,
  rowsIn,
  structureOf,
  textIn,
} from "./support/markdown.ts";
import { payloads } from "./support/payloads.ts";

const runUrl = "https://github.example/acme/access/actions/runs/7";
const commit = "9fceb02d0ae598e95dc970b74767f19372d61af8";
const source = { digest: undefined, commit: commit.slice(0, 12), run: runUrl };
const urlOf = lineLinks(
  {
    repository: { owner: "acme", repo: "access" },
    apiUrl: "https://api.github.example",
    serverUrl: "https://github.example",
    runUrl,
    sha: commit,
    event: { event: "other", name: "push" } as never,
  },
  commit,
);
const settings = {
  allowedDomains: undefined,
  maxInvites: 5,
  maxEmailsPerCall: 50,
  pendingChanges: "send",
  removals: "report",
  maxRemovals: "25%",
  protected: [],
} as const;
const basis = { config: "sha256:c", state: "sha256:s" };

/** The fields of a report that contain text from outside. */
const fields = [
  "organization",
  "email",
  "name",
  "workspace",
  "id",
  "base",
  "statePath",
  "memberFile",
  "policyText",
  "diagnosticFile",
  "sourceLine",
  "parserProblem",
  "key",
  "call",
  "tallyProblem",
] as const;
type Field = (typeof fields)[number];
type FieldTexts = Readonly<Record<Field, string>>;
const plainTexts = Object.fromEntries(fields.map(field => [field, "plain"])) as FieldTexts;

/** The kinds of reports that show each field. */
const shownIn: Readonly<Record<Field, readonly Kind[]>> = {
  organization: ["plan"],
  email: ["pull", "plan", "apply"],
  name: ["pull", "plan"],
  workspace: ["pull", "plan", "apply"],
  id: ["pull", "plan", "apply"],
  base: ["pull"],
  statePath: ["pull"],
  memberFile: ["pull"],
  policyText: ["pull"],
  diagnosticFile: ["pull", "findings"],
  sourceLine: ["pull", "findings"],
  parserProblem: ["pull", "findings"],
  key: ["pull", "findings"],
  call: ["pull", "plan", "apply"],
  tallyProblem: ["apply"],
};
type Kind = (typeof kinds)[number];

/** Makes a workspace ID from any text, without parsing it. */
const idOf = (text: string) => text as WorkspaceId;
/** Makes an email address from any text, without parsing it. */
const emailOf = (text: string) => text as Email;

function person(email: string, ids: readonly string[]): DesiredPerson {
  const workspaceIds = ids.map(idOf);
  return { email: emailOf(email), address: email, workspaceIds, ended: undefined, resend: undefined };
}

function desiring(...people: readonly DesiredPerson[]): Desired {
  return {
    organization: "kwob3J",
    workspaces: new Map(),
    people: new Map(people.map(one => [one.email, one])),
  };
}

function recording(
  people: readonly (readonly [email: string, ids: readonly string[]])[],
  unconfirmed: Recorded["unconfirmed"] = [],
): Recorded {
  const at = "2026-11-01T10:00:00.000Z";
  const records = people.map(([email, ids]) => {
    const grants = new Map(ids.map(id => [idOf(id), { since: at, lastSent: at }]));
    return [emailOf(email), { email: emailOf(email), grants }] as const;
  });
  return { people: new Map(records), unconfirmed, failedAttempts: new Map(), rejected: new Map() };
}

const others = Array.from({ length: 11 }, (_, index) => `folded${index}@example.com`);

/** Renders a report of each kind that has every part, with these texts in its fields. */
function reportsWith(texts: FieldTexts): Readonly<Record<Kind, string>> {
  const { id } = texts;
  const pending = [person("pending@example.com", [id])];
  const newcomers = [person(texts.email, [id]), ...others.map(email => person(email, [id, "zzzzzz"]))];
  const recorded = recording(
    [
      [`${texts.email} removed`, [id]],
      ["kept@example.com", [id]],
    ],
    [
      {
        call: texts.call,
        action: "invite",
        at: "2026-11-22T10:00:00.000Z",
        workspaceIds: [idOf(id)],
        emails: [texts.email, "other@example.com"],
        problem: undefined,
        provenance: {},
        forgotten: new Map(),
      },
    ],
  );
  const tip = { ...desiring(...pending), organization: texts.organization };
  const merged = { ...desiring(...pending, ...newcomers), organization: texts.organization };
  // Plan without the unconfirmed call, or the person's invite would be skipped.
  const planned = { ...recorded, unconfirmed: [] };
  const plan: Plan = {
    ...planChanges({ desired: merged, recorded: planned, settings, basis }),
    unconfirmed: planChanges({ desired: merged, recorded, settings, basis }).unconfirmed,
  };
  const { added, existing } = partitionPlan(
    plan,
    planChanges({ desired: tip, recorded: planned, settings, basis }),
  );
  const names = {
    workspaces: new Map([[idOf(id), texts.workspace]]),
    people: new Map([[emailOf(texts.email), texts.name]]),
  };
  const findings = {
    diagnostics: diagnosticsWith(texts),
    texts: new Map([[texts.diagnosticFile, `note: ${texts.sourceLine}\nmembers: []\n`]]),
  };
  const pull: PullRequestReport = {
    subject: "pull request",
    base: texts.base,
    defaultBranch: `not ${texts.base}`,
    statePath: texts.statePath,
    stateBranch: undefined,
    touchesState: true,
    ...findings,
    merge: {
      plan,
      added,
      existing,
      changes: {
        policyChanges: policyChangesWith(texts),
        membershipChanges: membershipChanges(tip, merged),
      },
      notes: new Map(
        plan.people.map(({ email }) => [email, [{ kind: "lookalike", other: emailOf(texts.email) }]]),
      ),
      isBaseRead: false,
      names,
      linesOf: () => [{ file: texts.memberFile, line: 4 }],
    },
  };
  const rejected = { result: "rejected", status: 401, problem: texts.tallyProblem } as const;
  const apply: ApplyReport = {
    plan,
    retryAt: undefined,
    ended: plan.calls.map((call, index) => ({
      id: `call-${index}`,
      at: "2026-11-23T12:00:00.000Z",
      call: { action: "invite", ...call },
      outcome: rejected,
    })),
    stopReason: { reason: "failed", by: rejected },
    confirmation: undefined,
    names,
    at: "2026-11-23T12:00:00.000Z",
    commit,
    runUrl,
    creditedTo: () => undefined,
    earlier: [],
    statePath: "members.state.jsonl",
    stateBranch: undefined,
  };
  return {
    pull: renderPullRequest(pull, summaryLimit, urlOf, source),
    findings: renderFindings({ ...findings, members: 3 }, summaryLimit),
    plan: writeMarkdown(planDocument(plan, names)),
    apply: renderApplyReport(apply, summaryLimit),
  };
}

function policyChangesWith({ policyText: text }: FieldTexts): readonly PolicyChange[] {
  // An email address and an ID without display names.
  const [email, id] = [emailOf(`${text}+`), idOf(`${text}+`)];
  return [
    { kind: "setting", name: "allowedDomains", before: null, after: [text] },
    { kind: "setting", name: "protected", before: [text], after: [] },
    { kind: "workspace", name: text, before: id, after: id, people: 1 },
    { kind: "group", name: text, added: [id], removed: [], people: 1 },
    { kind: "file", path: text, change: "added", people: 1 },
    { kind: "include", pattern: text, change: "removed" },
    { kind: "expires", email, workspaceIds: [id], before: "2026-12-31" as Day, after: null },
    { kind: "resend", email, before: null, after: "2026-12-01" as Day, lastSent: null },
  ];
}

function diagnosticsWith({ diagnosticFile, parserProblem, key }: FieldTexts): readonly Diagnostic[] {
  const location = { file: diagnosticFile, line: 1, column: 1, endColumn: 5 };
  return [
    { code: "yaml-syntax", details: { problem: "no-colon", text: parserProblem }, location },
    { code: "duplicate-key", details: { key, cause: undefined }, location, related: location },
  ];
}

/** Removes spaces, invisible characters, and their escapes from a text. */
function visibleOf(text: string): string {
  return text
    .replace(/\\u\{[\da-f]+\}/g, "")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, "");
}

const maxComparedLength = 60;
const kinds = ["pull", "findings", "plan", "apply"] as const;
const plainReports = reportsWith(plainTexts);
const plainPages = kinds.map(kind => ({
  kind,
  text: plainReports[kind],
  page: readMarkdown(plainReports[kind]),
}));

/** Expects reports with these texts to have the structure of plain ones, and to show the `filled` fields. */
function expectInert(texts: FieldTexts, filled: readonly Field[]): void {
  const reports = reportsWith(texts);
  const normalize = (file: string) => (url: string) => (url === urlOf(file, 4) ? "the line" : url);
  for (const { kind, text, page: plain } of plainPages) {
    if (reports[kind] === text) continue;
    const page = readMarkdown(reports[kind]);
    expect(structureOf(page, normalize(texts.memberFile))).toEqual(structureOf(plain, normalize("plain")));
    expect(rowsIn(page).map(cells => cells.length)).toEqual(rowsIn(plain).map(cells => cells.length));
    expect(linksIn(page).map(normalize(texts.memberFile))).toEqual(linksIn(plain).map(normalize("plain")));
    expect(activeIn(page)).toEqual([]);
    expect(referencesIn(page)).toEqual([]);
    expect(reports[kind]).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}|\p{Cs}/u);
    const seen = visibleOf(textIn(page));
    for (const field of filled.filter(one => shownIn[one].includes(kind)))
      expect(seen, `${field} in ${kind}`).toContain(
        visibleOf(shownTextOf(texts, field)).slice(0, maxComparedLength),
      );
  }
}

/** Returns the part of a field's text that a report shows: of a source text, the line with the diagnostic. */
function shownTextOf(texts: FieldTexts, field: Field): string {
  return field === "sourceLine" ? (texts[field].split(/\r?\n/)[0] ?? "") : texts[field];
}

const maxPathLength = 1000;

/**
 * Puts a text into some fields. As in a real report, an email address is in lowercase, and the name of a file, which is
 * read as UTF-8, has no lone surrogate.
 */
function fill(text: string, filled: readonly Field[]): FieldTexts {
  const texts: FieldTexts = {
    ...plainTexts,
    ...Object.fromEntries(filled.map(field => [field, text])),
  };
  return {
    ...texts,
    email: texts.email.toLowerCase(),
    memberFile: texts.memberFile.slice(0, maxPathLength).replace(/\p{Cs}/gu, "\ufffd"),
  };
}

const hostileTexts: readonly string[] = [
  "@octocat and @acme/owners",
  "#1",
  "acme/access#1",
  "GH-1",
  "see 9fceb02d0ae598e95dc970b74767f19372d61af8 there",
  "[x](javascript:alert(1))",
  "[x][1]\n\n[1]: https://evil.example",
  "![i](http://evil.example/i.png)",
  "<img src=x onerror=alert(1)>",
  "<a href='javascript:x'>here</a>",
  "</a></code><script>alert(1)</script>",
  "</code><b>bold",
  "</details>\n\n# out",
  "</summary></details>",
  "</td></tr><tr><td>more",
  "</li></ul>",
  "<!-- -->",
  "<!--",
  "-->",
  "<![CDATA[ x ]]>",
  "<?php ?>",
  "`",
  "``` `` `",
  "`````````` ten",
  "``` fence\n```\nout",
  "~~~",
  "~~struck~~ ~one~",
  "a|b|c",
  "|\n| --- |\n| x |",
  "a\\|b\\",
  "\\`x\\`",
  "two\nlines",
  "two\r\nlines",
  "two\rlines",
  "blank\n\n\nlines",
  "> quote",
  "> [!CAUTION]\n> beware",
  "# heading",
  "heading\n===",
  "heading\n---",
  "---",
  "- item\n- item",
  "1. item",
  "- [ ] task",
  "    indented",
  "\tindented",
  "**bold** __bold__ *i* _i_",
  "https://evil.example/x",
  "at https://evil.example",
  "www.evil.example",
  "at www.evil.example",
  "(www.evil.example",
  "~www.evil.example",
  "ftp://evil.example",
  "mallory@evil.example",
  "mailto:mallory@evil.example",
  "xmpp:mallory@evil.example",
  "<https://evil.example>",
  "<mallory@evil.example>",
  ":tada: :+1:",
  "[^1]\n\n[^1]: note",
  "&lt;b&gt; &#60;b&#62; &amp;lt; &nbsp;",
  "&#x40;octocat &commat;octocat",
  "\u202eevil\u202c \u2066x\u2069",
  "zero\u200bwidth\u200d\ufeff",
  "soft\u00adhyphen \u{e0041}tag",
  "\u2028line\u2029paragraph\u0085next",
  "nul\u0000 bell\u0007 esc\u001b[31m",
  "\ud800",
  "\udfff low, high \ud83d",
  "😀 é e\u0301 日本 🏳️\u200d🌈",
  " spaces around ",
  "$`x`$ $$y$$",
  "*",
  "_",
  "`".repeat(300),
  "<".repeat(300),
  "😀".repeat(150),
  `a${"😀".repeat(150)}`,
  "long ".repeat(20_000),
];

describe("text from outside in a report", () => {
  test.each(hostileTexts.map(text => [JSON.stringify(text.slice(0, 60)), text] as const))(
    "shows %s as plain text in every field",
    (_, text) => {
      expectInert(fill(text, fields), fields);
    },
  );

  test("shows each payload as plain text in one of the fields", () => {
    for (let start = 0; start < payloads.length; start += fields.length) {
      const texts = fields.map((field, index) => {
        const { text = "x" } = payloads[start + index] ?? {};
        return [field, fill(text, [field])[field]] as const;
      });
      expectInert({ ...plainTexts, ...Object.fromEntries(texts) }, []);
    }
  });

  test("shows arbitrary text as plain text in any combination of fields", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(...hostileTexts.map(text => text.slice(0, 30))),
      fc.constantFrom(
        "`",
        "|",
        "\n",
        "\\",
        "<",
        ">",
        "&",
        "*",
        "_",
        "[",
        "]",
        "(",
        "!",
        "~",
        " ",
        "www.",
        "://",
      ),
    );
    const text = fc.array(part, { maxLength: 6 }).map(parts => parts.join("").slice(0, 70));
    fc.assert(
      fc.property(text, fc.subarray([...fields], { minLength: 1 }), (one, filled) => {
        // A report omits an empty problem from Tally.
        fc.pre(one !== "");
        expectInert(fill(one, filled), filled);
      }),
      { numRuns: 40 },
    );
  });

  test("links to an earlier run only if its URL is valid", () => {
    const texts = [
      ...hostileTexts,
      "javascript:alert(1)",
      "JavaScript:alert(1)",
      "data:text/html,x",
      "https://x.example/a|b|c",
      "https://x.example/\n| a | b |",
      'https://x.example/"onclick="x',
      "https://x.example/<b>",
      "https://x.example/`x`",
      "https://x.example/?q=`x|y`#z|z",
    ];
    for (const text of texts) {
      const page = readMarkdown(renderApplyReport(earlierReport(text), commentLimit));
      // Each row has as many cells as the header, so compare the text of the cells instead of their number.
      expect(rowsIn(page).map(cells => cells.map(textIn).slice(2))).toEqual([
        ["sent by an earlier run", "#7"],
      ]);
      expect(activeIn(page)).toEqual([]);
      expect(elementsIn(page, "a").flatMap(({ attrs }) => attrs.map(({ name }) => name))).toEqual(
        linksIn(page).map(() => "href"),
      );
      expect(linksIn(page).filter(link => !/^https?:\/\/[^\s"<>`|]+$/.test(link))).toEqual([]);
      expect(elementsIn(page, "h1", "h2", "b", "ul", "pre")).toEqual([]);
    }
    const page = readMarkdown(renderApplyReport(earlierReport(`${runUrl}/a?b=1&c=2`), commentLimit));
    expect(linksIn(page)).toEqual([`${runUrl}/a?b=1&c=2`, runUrl]);
  });
});

/** Returns the report of an apply that sent nothing, with one invite by an earlier run. */
function earlierReport(earlierRunUrl: string): ApplyReport {
  return {
    retryAt: undefined,
    plan: planChanges({ desired: desiring(), recorded: recording([]), settings, basis }),
    ended: [],
    stopReason: { reason: "completed" },
    confirmation: undefined,
    names: { workspaces: new Map(), people: new Map() },
    at: "2026-11-23T12:00:00.000Z",
    commit,
    runUrl,
    creditedTo: () => undefined,
    statePath: "members.state.jsonl",
    stateBranch: undefined,
    earlier: [
      {
        email: emailOf("ada@example.com"),
        workspaceIds: [idOf("wLDNPp")],
        runUrl: earlierRunUrl,
        pullRequest: 7,
      },
    ],
  };
}

describe("the Markdown reader of these tests", () => {
  test.each([
    ["@octocat", ["@octocat"]],
    ["see acme/access#12 and #7.", ["acme/access#12", "#7"]],
    [`at ${commit}`, [commit]],
    ["`@octocat` <code>#1</code> <a href='x'>#2</a>", []],
    ["ada&#64;example.com", []],
    ["@&#8203;x &#64;octocat", ["@octocat"]],
  ])("finds the references in %s", (markdown, references) => {
    expect(referencesIn(readMarkdown(markdown))).toEqual(references);
  });

  test("finds links, images, raw HTML, and table rows", () => {
    const page = readMarkdown(
      "| a |\n| - |\n| [x](y) |\n| z |\n\n![i](j) <video> www.example.com <!-- x -->",
    );
    expect(linksIn(page)).toEqual(["y", "http://www.example.com"]);
    expect(activeIn(page).map(one => one.tagName)).toEqual(["img", "video"]);
    expect(rowsIn(page).map(cells => cells.map(textIn))).toEqual([["x"], ["z"]]);
    expect(structureOf(readMarkdown("a <!-- b --> *c*"))).toEqual(["0 p", "1 comment", "1 em"]);
  });
});

const anyText = fc.string({ unit: "binary" });
const stateVersions = fc.record(
  { lineage: fc.string(), events: fc.nat() },
  { requiredKeys: ["events"], noNullPrototype: true },
);
const markers = fc.record(
  {
    version: fc.constant(2 as const),
    config: anyText,
    shown: fc.record({
      head: anyText,
      commit: anyText,
      base: anyText,
      tip: anyText,
      day: fc.constantFrom("2026-11-23" as Day),
      state: stateVersions,
      grants: fc.string(),
    }),
    source: fc.record({ commit: anyText, run: anyText }),
    result: fc.record({ at: anyText, state: stateVersions }, { requiredKeys: ["at"], noNullPrototype: true }),
  },
  { requiredKeys: ["version", "config", "source"], noNullPrototype: true },
);
const troublesome = fc
  .array(
    fc.constantFrom(
      "-",
      "--",
      ">",
      "<",
      "!",
      "-->",
      "--!>",
      "<!--",
      "\n",
      "\r",
      "\u2028",
      "\\",
      '"',
      "\ud800",
    ),
  )
  .map(parts => parts.join(""));
const anyMarker: fc.Arbitrary<ReviewMarker> = fc.tuple(markers, troublesome).map(([marker, text]) => ({
  ...marker,
  config: marker.config + text,
  source: { commit: `${marker.source.commit}${text}`, run: `${text}${marker.source.run}` },
}));

describe("the marker of a comment", () => {
  test("writes a marker as one invisible line that reads back unchanged", () => {
    fc.assert(
      fc.property(anyMarker, marker => {
        const line = formatMarker(marker);
        expect(line).not.toMatch(/[\r\n]/);
        expect(line.search(/--!?>/)).toBe(line.length - 3);
        expect(structureOf(readMarkdown(`${line}\n### Head\n`))).toEqual(["0 comment", "0 h3"]);
        expect(readMarker(line, marker.config)).toEqual(marker);
        expect(readMarker(`${line}\r\n### Head`, marker.config)).toEqual(marker);
      }),
      { numRuns: 200 },
    );
  });

  test("ignores a marker that is quoted, indented, cut, or for another configuration", () => {
    fc.assert(
      fc.property(anyMarker, fc.nat(), (marker, at) => {
        const line = formatMarker(marker);
        const before = ["> ", " ", "    ", "\t", "\n", "\ufeff", "a", "`"];
        for (const one of before) expect(readMarker(`${one}${line}`, marker.config)).toBeUndefined();
        expect(readMarker(line.slice(0, at % line.length), marker.config)).toBeUndefined();
        expect(readMarker(`${line} `, marker.config)).toBeUndefined();
        expect(readMarker(line, `${marker.config} `)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test("ignores a marker with invalid fields without throwing", () => {
    const keys = ["version", "config", "shown", "source", "result"];
    const parts = ["head", "commit", "base", "tip", "day", "state", "grants", "run", "at"];
    const wrong = (value: unknown) =>
      typeof value !== "string" && !(typeof value === "object" && value !== null && "events" in value);
    fc.assert(
      fc.property(markers, fc.constantFrom(...keys), fc.jsonValue(), (marker, key, value) => {
        const body = `<!-- rollcall ${JSON.stringify({ ...marker, [key]: value })} -->`;
        const read = readMarker(body, marker.config);
        if (read) expect(readMarker(formatMarker(read), marker.config)).toEqual(read);
      }),
      { numRuns: 300 },
    );
    const whole = markers.filter(({ shown, result }) => shown !== undefined && result?.state !== undefined);
    fc.assert(
      fc.property(whole, fc.constantFrom(...parts), fc.jsonValue().filter(wrong), (marker, part, value) => {
        for (const key of ["shown", "source", "result"] as const) {
          if (!(part in (marker[key] ?? {}))) continue;
          const changed = { ...marker, [key]: { ...marker[key], [part]: value } };
          expect(readMarker(`<!-- rollcall ${JSON.stringify(changed)} -->`, marker.config)).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue().map(value => JSON.stringify(value)),
          fc.string(),
        ),
        json => {
          expect(readMarker(`<!-- rollcall ${json} -->`, "members.yaml")).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The number of each kind of item in a report. */
interface Sizes {
  readonly newcomers: number;
  readonly pending: number;
  readonly skipped: number;
  readonly diagnostics: number;
  readonly unconfirmed: number;
  readonly workspaces: number;
  readonly nameOf: (index: number) => string;
}

const small: Sizes = {
  newcomers: 0,
  pending: 0,
  skipped: 0,
  diagnostics: 0,
  unconfirmed: 0,
  workspaces: 1,
  nameOf: index => `workspace ${index}`,
};
const longName = (index: number) => `${index} `.padEnd(100, "&");
/** A name of characters that reports escape, because they are invisible. */
const invisibleName = (index: number) => `${index} `.padEnd(100, "\u00ad");

function list<Item>(length: number, itemAt: (index: number) => Item): readonly Item[] {
  return Array.from({ length }, (_, index) => itemAt(index));
}

function padded(index: number): string {
  return String(index).padStart(5, "0");
}

function largeReport(sizes: Sizes): PullRequestReport {
  const idAt = (index: number) => `w${padded(index % sizes.workspaces)}`;
  const idsAt = (index: number) => [...new Set([idAt(index), idAt(index * 7 + 1)])].sort();
  const pending = list(sizes.pending, index => person(`a${padded(index)}@example.com`, idsAt(index)));
  const newcomers = list(sizes.newcomers, index => person(`b${padded(index)}@example.com`, idsAt(index)));
  const removed = list(sizes.skipped, index => [`c${padded(index)}@example.com`, idsAt(index)] as const);
  const unconfirmed = list(sizes.unconfirmed, index => ({
    call: `call-${index}`,
    action: "invite" as const,
    at: "2026-11-22T10:00:00.000Z",
    workspaceIds: idsAt(index).map(idOf),
    emails: [`d${padded(index)}@example.com`],
    problem: undefined,
    provenance: {},
    forgotten: new Map(),
  }));
  const recorded = recording(removed, unconfirmed);
  const [tip, merged] = [desiring(...pending), desiring(...pending, ...newcomers)];
  const plan = planChanges({ desired: merged, recorded, settings, basis });
  // The pull request causes only half of the skipped removals.
  const before = recording(removed.slice(0, removed.length / 2), unconfirmed);
  const { added, existing } = partitionPlan(
    plan,
    planChanges({ desired: tip, recorded: before, settings, basis }),
  );
  const location = (index: number) => ({ file: "members.yaml", line: index + 1, column: 1, endColumn: 8 });
  return {
    subject: "pull request" as const,
    base: "main",
    defaultBranch: "main",
    statePath: "members.state.jsonl",
    stateBranch: undefined,
    touchesState: true,
    diagnostics: list(sizes.diagnostics, index => ({
      code: "unknown-workspace",
      details: {
        name: `nowhere-${index}`,
        suggestion: undefined,
        isGroup: false,
        isInGroup: false,
        idOf: undefined,
      },
      location: location(index),
    })),
    texts: new Map([["members.yaml", list(sizes.diagnostics, index => `nowhere-${index}`).join("\n")]]),
    merge: {
      plan,
      added,
      existing,
      changes: { policyChanges: [], membershipChanges: membershipChanges(tip, merged) },
      notes: new Map(),
      isBaseRead: true,
      names: {
        workspaces: new Map(
          list(sizes.workspaces, index => [idOf(idAt(index)), sizes.nameOf(index)] as const),
        ),
        people: new Map(newcomers.map(({ email }, index) => [email, `Person Number ${index}`])),
      },
      linesOf: email => [{ file: "members.yaml", line: Number(/\d+/.exec(email)) }],
    },
  };
}

/** Returns the body as published, without a marker. */
function bodyOf(report: PullRequestReport, limit: SizeLimit): string {
  const digest = report.merge && digestOf(formatPlan(report.merge.plan)).slice(7, 19);
  return renderPullRequest(report, limit, urlOf, { ...source, digest });
}

/** The data of a marker, which has the same size for every plan. */
const shown: ShownPlan = {
  ...{ head: commit, commit, base: commit, tip: commit },
  day: "2026-11-23" as Day,
  state: { lineage: "6f1c2a0e-8a55-4c0b-9a1e-0c6f4f3d2b1a", events: 12_345 },
  grants: digestOf("grants"),
};

/** Returns the comment as published, with its marker. */
function commentOf(report: PullRequestReport): string {
  const marker: ReviewMarker = { version: 2, config: "members.yaml", shown, source: { commit, run: runUrl } };
  return `${formatMarker(marker)}\n${bodyOf(report, commentLimit)}`;
}

/** Returns the sum of the numbers in all notes such as `… and 9,900 more people: …` of one kind. */
function omitted(text: string, what: string): number {
  const found = [...text.matchAll(new RegExp(`… and ([\\d,]+) more ${what}: all of them`, "g"))];
  return found.reduce((sum, [, number = ""]) => sum + Number(number.replaceAll(",", "")), 0);
}

/** Returns the texts of the elements that match a pattern. */
function matching(elements: readonly Element[], pattern: RegExp): readonly string[] {
  return elements.map(textIn).filter(text => pattern.test(text));
}

const skippedRow = /^c\d{5}@example\.com: .*w\d{5}\)$/;

/** Expects everyone whose removal was skipped to be listed in a section that gives the reason. */
function expectNotRemoved(page: Page, all: number): void {
  const groups = detailsIn(page).filter(({ summary }) => /^Not removed: [\d,]+ people$/.test(summary));
  const rows = groups.map(({ element }) => matching(elementsIn(element, "li"), skippedRow).length);
  expect(rows.reduce((sum, length) => sum + length, 0)).toBe(all);
  for (const { element } of groups)
    expect(elementsIn(element, "p").map(textIn)).toContain(
      "They are no longer in members.yaml but keep access because removals is set to report.",
    );
}

/** Expects every item, row, and line to be whole, and the shown and the omitted ones to add up. */
function expectComplete(page: Page, report: PullRequestReport, sizes: Sizes): void {
  const text = textIn(page);
  const items = elementsIn(page, "li");
  const workspace = "w\\d{5}\\)";
  const people = matching(
    items,
    /^(b\d{5}@example\.com( Person Number \d+)?|a\d{5}@example\.com: \S.*\)), members\.yaml:\d+$/,
  );
  const calls = matching(
    items,
    new RegExp(`^call call-\\d+, 2026-11-22 10:00:00 UTC, to .*${workspace}: d\\d{5}@example\\.com$`),
  );
  const skipped = matching(items, skippedRow);
  const found = matching(
    items,
    /^members\.yaml:\d+ Unknown workspace "nowhere-\d+"\. Declare it under workspaces\.$/,
  );
  const known = new Set([...people, ...calls, ...skipped, ...found]);
  expect(items.map(textIn).filter(one => !known.has(one))).toEqual([]);
  expect(found).toHaveLength(Math.min(sizes.diagnostics, 10));
  expect(people.length + omitted(text, "(?:people|person)")).toBe(sizes.newcomers + sizes.pending);
  expect(calls.length + omitted(text, "calls?")).toBe(sizes.unconfirmed);

  expectNotRemoved(page, skipped.length);
  expect(skipped.length + omitted(text, "actions?")).toBe(sizes.skipped);
  expect(rowsIn(page)).toEqual([]);

  const lines = elementsIn(page, "pre").flatMap(one => textIn(one).trimEnd().split("\n"));
  const grants = lines.filter(line => /^\+b\d{5}@example\.com {2}\S.{5,}$/.test(line));
  const all = report.merge?.changes.membershipChanges.flatMap(({ after }) => after).length ?? 0;
  expect(grants.length + omitted(text, "grants?")).toBe(all);
  const heads = lines.filter(line => /^members\.yaml:\d+:1 error: .* {2}\[unknown-workspace\]$/.test(line));
  expect(lines.filter(line => /^ *\d* \| /.test(line))).toHaveLength(2 * heads.length);
  expect(heads.length + omitted(text, "diagnostics?")).toBe(sizes.diagnostics);
}

describe("a very large report", () => {
  const everything = { pending: 10_000, skipped: 10_000, diagnostics: 10_000, unconfirmed: 5_000 };
  const cases: Readonly<Record<string, Sizes>> = {
    "10,000 newcomers": { ...small, newcomers: 10_000 },
    "10,000 newcomers in 40 workspaces with long names": {
      ...small,
      newcomers: 10_000,
      workspaces: 40,
      nameOf: longName,
    },
    "10,000 skipped removals": { ...small, skipped: 10_000 },
    "10,000 diagnostics": { ...small, diagnostics: 10_000 },
    "5,000 unconfirmed calls": { ...small, unconfirmed: 5_000 },
    "a mix of everything": { ...small, ...everything, newcomers: 10_000, workspaces: 40, nameOf: longName },
    "names of invisible characters": {
      ...small,
      ...everything,
      pending: 100,
      newcomers: 500,
      workspaces: 40,
      nameOf: invisibleName,
    },
  };

  test.each(Object.entries(cases))(
    "truncates %s after whole items and counts the omitted ones",
    (_, sizes) => {
      const report = largeReport(sizes);
      const body = commentOf(report);
      expect(body.length).toBeLessThan(60_000);
      const page = readMarkdown(body);
      expectComplete(page, report, sizes);
      expect(referencesIn(page)).toEqual([]);
      expect(activeIn(page)).toEqual([]);

      const summary = bodyOf(report, summaryLimit);
      expect(new TextEncoder().encode(summary).byteLength).toBeLessThan(900 * 1024);
      expect(body).not.toContain(summaryLimit.overflowHint);
      expect(summary).not.toContain(commentLimit.overflowHint);
      const findings = renderFindings({ ...report, members: 1 }, summaryLimit);
      expect(new TextEncoder().encode(findings).byteLength).toBeLessThan(900 * 1024);
    },
  );

  test("lists a person with different access first in a large change", () => {
    const report = largeReport({ ...small, newcomers: 701 });
    const { merge } = report;
    if (!merge) throw new Error("no plan");
    const board = idOf("board");
    const people = merge.plan.people.map((one, index) =>
      index === 400 ? { ...one, workspaceIds: [...one.workspaceIds, board].sort() } : one,
    );
    const page = readMarkdown(
      commentOf({ ...report, merge: { ...merge, added: { ...merge.added, people } } }),
    );
    const [first] = matching(elementsIn(page, "li"), /^b\d{5}@example\.com /);
    expect(first).toMatch(/^b00400@example\.com /);
    const heads = elementsIn(page, "b").map(textIn);
    expect(heads.indexOf("1 person")).toBeLessThan(heads.indexOf("700 people"));
  });

  test("refers to the plan file if even the summary can't list all people", () => {
    const whole = bodyOf(largeReport({ ...small, newcomers: 1000 }), summaryLimit);
    expect(commentLimitFor(whole)).toEqual(commentLimit);
    const report = largeReport({ ...small, newcomers: 10_000 });
    const limit = commentLimitFor(bodyOf(report, summaryLimit));
    expect(bodyOf(report, limit)).toContain(
      "all of them are in the plan file, in the artifact rollcall-plan of the run",
    );
  });

  test("omits and counts people whose workspace names alone exceed the limit", () => {
    const sizes = { ...small, newcomers: 500, workspaces: 40, nameOf: longName };
    const report = largeReport(sizes);
    const { merge } = report;
    if (!merge) throw new Error("no plan");
    const everywhere = [...merge.names.workspaces.keys()];
    const people = merge.plan.people.map((one, index) =>
      index < 400 ? { ...one, workspaceIds: everywhere } : one,
    );
    const added = { ...merge.added, people };
    const body = commentOf({ ...report, merge: { ...merge, added } });
    expect(body.length).toBeLessThan(60_000);
    const page = readMarkdown(body);
    const shown = matching(elementsIn(page, "li"), /^b\d{5}@example\.com /);
    expect(shown.length + omitted(textIn(page), "people")).toBe(500);
  });

  test("truncates the result of a large apply after whole rows", () => {
    const { merge } = largeReport({
      ...small,
      ...everything,
      newcomers: 10_000,
      workspaces: 40,
      nameOf: longName,
    });
    if (!merge) throw new Error("no plan");
    const { plan, names } = merge;
    const outcome = { result: "rejected", status: 400, problem: "<b>|".repeat(100) } as const;
    const ended = plan.calls.map((call, index) => ({
      id: `call-${index}`,
      at: runUrl,
      call: { action: "invite" as const, ...call },
      outcome,
    }));
    const report: ApplyReport = {
      ...earlierReport(runUrl),
      ...{ plan, names, ended, creditedTo: () => 12 },
    };
    const head = formatMarker({
      version: 2,
      config: "",
      shown,
      source: { commit, run: runUrl },
      result: { at: report.at, state: shown.state },
    });
    const body = `${head}\n${renderApplyReport(report, commentLimit)}`;
    expect(body.length).toBeLessThan(60_000);
    const page = readMarkdown(body);
    const widths = rowsIn(page).map(cells => cells.length);
    expect(widths.filter(width => width === 4).length + omitted(textIn(page), "people")).toBe(20_001);
    expect(widths.filter(width => width !== 4)).toEqual([]);
    const skipped = matching(elementsIn(page, "li"), skippedRow);
    expectNotRemoved(page, skipped.length);
    expect(skipped.length + omitted(textIn(page), "actions")).toBe(10_000);
    const ends = rowsIn(page).map(cells => textIn(cells.at(-1) ?? page));
    expect(ends.filter(end => !/^#\d+$/.test(end))).toEqual([]);
    const calls = matching(elementsIn(page, "li"), /^call call-\d+, .*: d\d{5}@example\.com$/);
    expect(calls.length + skipped.length).toBe(elementsIn(page, "li").length);
    expect(calls.length + omitted(textIn(page), "calls")).toBe(5_000);
    const summary = renderApplyReport(report, summaryLimit);
    expect(new TextEncoder().encode(summary).byteLength).toBeLessThan(900 * 1024);
  });

  test("shows every diagnostic even if one has a very long text", () => {
    const report = largeReport({ ...small, diagnostics: 3 });
    const [first, ...rest] = report.diagnostics;
    if (!first) throw new Error("no diagnostic");
    const long: Diagnostic = {
      code: "duplicate-key",
      details: { key: "`x".repeat(300_000), cause: undefined },
      location: first.location,
    };
    for (const body of [
      renderPullRequest({ ...report, diagnostics: [long, ...rest] }, commentLimit, urlOf, source),
      renderFindings({ ...report, diagnostics: [long, ...rest], members: undefined }, summaryLimit),
    ]) {
      const text = textIn(readMarkdown(body));
      for (const name of ["`x`x`x", "nowhere-1", "nowhere-2"]) expect(text).toContain(name);
    }
  });
});

describe("the layout of a comment", () => {
  const everything = { pending: 20, skipped: 30, diagnostics: 3, unconfirmed: 2 };
  const reports: readonly (readonly [string, PullRequestReport])[] = [
    ["blocked by maxInvites (40 people, limit 5)", largeReport({ ...small, ...everything, newcomers: 20 })],
    ["merging this invites 1 person", largeReport({ ...small, newcomers: 1 })],
    ["this pull request doesn't change who has access", largeReport({ ...small, ...everything })],
    ["3 errors, nothing planned", { ...largeReport({ ...small, diagnostics: 3 }), merge: undefined }],
  ];

  test.each(reports)("begins a comment with the title: %s", (title, report) => {
    const body = commentOf(report);
    expect(body.split("\n")[1]).toBe(`### Rollcall: ${title}`);
    expect(structureOf(readMarkdown(body)).slice(0, 2)).toEqual(["0 comment", "0 h3"]);
  });

  test("shows in the title that a call is unconfirmed even if it couldn't be recorded", () => {
    const desired = desiring(person("ada@example.com", ["wLDNPp"]));
    const plan = planChanges({ desired, recorded: recording([]), settings, basis });
    const failure = { reason: "state-unreachable", name: "members.state.jsonl", problem: "503" } as const;
    const body = renderApplyReport(
      {
        ...earlierReport(runUrl),
        earlier: [],
        plan,
        ended: plan.calls.map(call => ({
          id: "call-1",
          at: "2026-11-23T12:00:00.000Z",
          call: { action: "invite", ...call },
          outcome: { result: "unconfirmed", problem: "no response" },
        })),
        stopReason: { reason: "record-failed", failure },
      },
      commentLimit,
    );
    const [title] = body.split("\n");
    expect(title).toBe("### Rollcall: 1 person unconfirmed");
  });

  test("renders Markdown inside folded sections", () => {
    const body = commentOf(largeReport({ ...small, ...everything, newcomers: 20 }));
    const page = readMarkdown(body);
    const details = detailsIn(page);
    expect(details.map(({ summary }) => summary.split(/ (?:to|from|before)/)[0])).toEqual([
      "20 people",
      "Not removed: 15 people",
      "The calls, and how",
      "Source lines",
      "Grants",
      "Already pending",
      "Skipped",
      "Not removed: 15 people",
    ]);
    expect(details.map(({ element }) => elementsIn(element, "li", "pre", "table").length > 0)).toEqual(
      details.map(() => true),
    );
    expect([...body.matchAll(/<\/summary>(?!\n\n)/g)]).toEqual([]);
    expect([...body.matchAll(/(?<!\n\n)<\/details>/g)]).toEqual([]);
  });

  test("fences code with more backticks than any run of them inside", () => {
    const runs = fc
      .array(fc.nat({ max: 12 }), { maxLength: 5 })
      .map(all => all.map(n => "`".repeat(n)).join(" x\n"));
    fc.assert(
      fc.property(runs, text => {
        const { findings } = reportsWith({ ...plainTexts, parserProblem: text, sourceLine: text });
        const [fence = ""] = /^`{3,}/m.exec(findings) ?? [];
        const inside = findings.slice(findings.indexOf(fence) + fence.length, findings.lastIndexOf(fence));
        const longest = Math.max(0, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length));
        expect(fence.length).toBeGreaterThan(longest);
        expect(elementsIn(readMarkdown(findings), "pre")).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });
});
