import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatPlan } from "../src/core/plan/plan.ts";
import { formatEvent, formatHeader } from "../src/core/state/events.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { eventSequences } from "./support/arbitraries.ts";
import { propertyTimeout, times } from "./support/chaos.ts";
import { commandTime, runIn, type Written } from "./support/io.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: commandTime, limit: 1_000_000 });
});
afterAll(() => sandbox.close());

const members = `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB}
members:
  - {email: ada@example.com, workspaces: [marketing]}
  - {email: grace@example.com, workspaces: [marketing, research]}
`;
const desired = ["ada@example.com", "grace@example.com"];

/** The texts of valid state files. */
const validStates = eventSequences.map(
  events => formatHeader("kwob3J", "lineage") + events.map(formatEvent).join(""),
);

/** Returns texts with one to four kinds of damage, as bytes. */
function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const damage = fc.record({
    kind: fc.constantFrom("flip", "delete", "double", "insert", "swap lines", "retype"),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 40 }),
    snippet: fc.oneof(
      fc.constantFrom(
        '"__proto__":{"event":"x"},',
        "\n<<<<<<< HEAD\n",
        '{"event":"intent"}\n',
        '"at":"9999-99-99T99:99:99Z"',
        "1e999",
        "null",
        "[".repeat(20_000),
        "\u0000",
        "\r\n",
        "\u2028",
      ),
      fc.string({ unit: "binary", maxLength: 20 }),
    ),
  });
  return fc
    .tuple(texts, fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([text, damages]) =>
      damages.reduce<Buffer>((bytes, one) => withDamage(bytes, one), Buffer.from(text)),
    );
}

function withDamage(
  bytes: Buffer,
  { kind, at, length, snippet }: { kind: string; at: number; length: number; snippet: string },
): Buffer {
  const from = bytes.length === 0 ? 0 : at % bytes.length;
  const [before, part, rest] = [
    bytes.subarray(0, from),
    bytes.subarray(from, from + length),
    bytes.subarray(from + length),
  ];
  switch (kind) {
    case "flip":
      return Buffer.concat([before, part.map(byte => byte ^ (1 << (at % 8))), rest]);
    case "delete":
      return Buffer.concat([before, rest]);
    case "double":
      return Buffer.concat([before, part, part, rest]);
    case "insert":
      return Buffer.concat([before, Buffer.from(snippet), part, rest]);
    case "swap lines": {
      const lines = bytes.toString("latin1").split("\n");
      const [line = ""] = lines.splice(at % lines.length, 1);
      lines.splice(length % (lines.length + 1), 0, line);
      return Buffer.from(lines.join("\n"), "latin1");
    }
    default:
      // Replaces some strings with a value of another type.
      return Buffer.from(
        bytes
          .toString("latin1")
          .replace(/:"[^"]*"/g, (value, offset: number) =>
            offset % 7 === at % 7 ? `:${JSON.stringify([at])}` : value,
          ),
        "latin1",
      );
  }
}

/** Checks for a known exit code, and for output without stack traces, internal errors, and control characters. */
function checkOutput({ exit, stdout, stderr }: Written): void {
  expect([0, 1, 2]).toContain(exit);
  expect(stdout + stderr).not.toMatch(/\n {4}at |This is a bug in Rollcall/);
  expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}/u);
}

async function inFolder(
  check: (folder: string, env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-hostile-"));
  try {
    writeFileSync(join(folder, "members.yaml"), members);
    await check(folder, { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the email addresses that were sent to Tally since a request. */
function invitedSince(request: number): readonly string[] {
  return sandbox.requests
    .slice(request)
    .flatMap(({ method, body }) =>
      method === "POST" ? (JSON.parse(body) as { emails: string }).emails.split(",") : [],
    );
}

describe("a hostile state file", () => {
  test(
    "keeps every line of a damaged state file, and invites only listed people",
    async () => {
      const hostile = fc.oneof(
        { weight: 4, arbitrary: damaged(validStates) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)) },
      );
      const property = fc.asyncProperty(hostile, async bytes => {
        await inFolder(async (folder, env) => {
          const path = join(folder, "members.state.jsonl");
          const lines = [
            "validate",
            "plan",
            "plan --format json",
            "state list --format json",
            "state show ada@example.com",
            "apply --yes --no-live",
            "state resolve --as sent",
            "state forget grace@example.com",
          ];
          const before = sandbox.requests.length;
          for (const line of lines) {
            writeFileSync(path, bytes);
            checkOutput(await runIn(folder, line, { env }));
            const after = readFileSync(path);
            const torn = bytes.lastIndexOf(0x0a) + 1;
            expect(after.subarray(0, torn).equals(bytes.subarray(0, torn))).toBe(true);
            // Only a torn last line may be removed, and only complete lines may replace it, even if they are shorter.
            if (!after.subarray(0, bytes.length).equals(bytes))
              expect(after.subarray(torn).toString()).toMatch(/^(?:\{.*\}\n)*$/);
          }
          expect(invitedSince(before).filter(email => !desired.includes(email))).toEqual([]);
        });
      });
      await fc.assert(property, { numRuns: times(60) });
    },
    propertyTimeout,
  );

  test(
    "lists the same people after compacting a damaged state file",
    async () => {
      const property = fc.asyncProperty(damaged(validStates), async bytes => {
        await inFolder(async folder => {
          writeFileSync(join(folder, "members.state.jsonl"), bytes);
          const listed = await runIn(folder, "state list --format json");
          const compacted = await runIn(folder, "state compact");
          checkOutput(compacted);
          if (compacted.exit !== 0) return;
          expect((await runIn(folder, "state list --format json")).stdout).toBe(listed.stdout);
        });
      });
      await fc.assert(property, { numRuns: times(80) });
    },
    propertyTimeout,
  );

  test("rejects a line of 20 MB or 100,000 nesting levels, with its location", async () => {
    const header = formatHeader("kwob3J", "lineage");
    for (const line of [
      `{"event":"${"x".repeat(20_000_000)}"}`,
      "[".repeat(100_000),
      `{"a":`.repeat(100_000),
    ]) {
      await inFolder(async folder => {
        writeFileSync(join(folder, "members.state.jsonl"), `${header}${line}\n`);
        const planned = await runIn(folder, "plan");
        checkOutput(planned);
        expect([planned.exit, planned.stderr.slice(0, 40)]).toEqual([
          1,
          expect.stringContaining("members.state.jsonl:2:1 error"),
        ]);
        expect(planned.stderr.length).toBeLessThan(10_000);
      });
    }
  });
});

describe("a hostile saved plan", () => {
  test(
    "invites only people in members.yaml, or nobody, for a damaged plan file",
    async () => {
      let original = "";
      await inFolder(async folder => {
        await runIn(folder, "plan --out plan.json");
        original = readFileSync(join(folder, "plan.json"), "utf8");
      });
      expect(original).toBe(formatPlan(JSON.parse(original)));
      const retyped = fc.tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat()).map(([value, at]) => {
        const plan = JSON.parse(original) as Record<string, unknown>;
        const keys = Object.keys(plan);
        return Buffer.from(JSON.stringify({ ...plan, [keys[at % keys.length] ?? ""]: value }));
      });
      const hostile = fc.oneof(
        damaged(fc.constant(original)),
        retyped,
        fc.jsonValue().map(value => Buffer.from(JSON.stringify(value))),
      );
      const property = fc.asyncProperty(hostile, async bytes => {
        await inFolder(async (folder, env) => {
          writeFileSync(join(folder, "plan.json"), bytes);
          const before = sandbox.requests.length;
          const applied = await runIn(folder, "apply plan.json --yes --no-live", { env });
          checkOutput(applied);
          expect(invitedSince(before).filter(email => !desired.includes(email))).toEqual([]);
          // A plan that differs at all isn't the one that was reviewed.
          const isSame = bytes.toString().trimEnd() === original.trimEnd();
          if (!isSame && applied.exit !== 0) expect(invitedSince(before)).toEqual([]);
          if (applied.exit !== 0) expect(existsSync(join(folder, "members.state.jsonl"))).toBe(false);
        });
      });
      await fc.assert(property, { numRuns: times(150) });
    },
    propertyTimeout,
  );
});

describe("hostile environment variables", () => {
  test(
    "doesn't crash on hostile environment variables",
    async () => {
      const text = fc.oneof(
        fc.string({ unit: "binary", maxLength: 40 }).filter(value => !value.includes("\0")),
        fc.constantFrom(
          "",
          " ",
          "\n",
          "http://",
          "//",
          "javascript:1",
          "http://[::1",
          "http://127.0.0.1:0",
          "1e999",
        ),
      );
      const names = [
        "TALLY_API_KEY",
        "TALLY_API_URL",
        "TALLY_API_VERSION",
        "NO_COLOR",
        "GITHUB_ACTIONS",
        "GITHUB_SHA",
        "GITHUB_SERVER_URL",
        "GITHUB_REPOSITORY",
        "GITHUB_RUN_ID",
      ] as const;
      const environments = fc.record(Object.fromEntries(names.map(name => [name, text])), {
        requiredKeys: [],
      }) as fc.Arbitrary<Record<string, string>>;
      const property = fc.asyncProperty(environments, async given => {
        await inFolder(async (folder, env) => {
          const isOtherServer = /^https?:/.test(given["TALLY_API_URL"] ?? "");
          const options = {
            env: { ...env, ...given, ...(isOtherServer && { TALLY_API_URL: "http://127.0.0.1:9" }) },
          };
          for (const line of ["plan", "drift", "apply --yes"])
            checkOutput(await runIn(folder, line, options));
          const path = join(folder, "members.state.jsonl");
          if (existsSync(path)) expect((await runIn(folder, "state list")).exit).toBe(0);
        });
      });
      await fc.assert(property, { numRuns: times(60) });
    },
    propertyTimeout,
  );
});
