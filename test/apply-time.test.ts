import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/sandbox/server.ts";
import { after } from "./support/clock.ts";
import { runIn } from "./support/io.ts";

const minute = 60_000;
const workspaces = Array.from({ length: 40 }, (_, index) => `ws${String(index).padStart(4, "0")}`);

/** Applies a members.yaml of new people, with a clock that advances only during waits. Returns the requests and the time. */
async function applyTo(
  people: number,
  maxEmailsPerCall: number,
): Promise<{ requests: number; elapsed: number; exit: number; sent: number }> {
  let time = Date.parse("2026-11-24T12:00:00Z");
  const start = time;
  const owner = { email: "owner@example.com" };
  const sandbox = await startSandbox({
    seed: {
      organization: "kwob3J",
      owner,
      workspaces: workspaces.map(id => ({ id, name: id, members: [owner.email] })),
    },
    now: () => time,
  });
  onTestFinished(() => sandbox.close());
  const folder = mkdtempSync(join(tmpdir(), "rollcall-time-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const members = Array.from({ length: people }, (_, index) => {
    const [first, second] = [index % 40, (index * 7 + 3) % 40].map(number => `w${number}`);
    const names = first === second ? [first] : [first, second];
    return `  - {email: person${index}@example.com, workspaces: [${names.join(", ")}]}\n`;
  });
  const declared = workspaces.map((id, index) => `  w${index}: ${id}\n`).join("");
  const settings = `settings: {maxInvites: 100000, maxEmailsPerCall: ${maxEmailsPerCall}}\n`;
  writeFileSync(
    join(folder, "members.yaml"),
    `organization: kwob3J\nworkspaces:\n${declared}${settings}members:\n${members.join("")}`,
  );
  const clock = {
    now: () => time,
    elapsed: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
    after,
  };
  const env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
  const { exit } = await runIn(folder, "apply --yes --quiet", { env, clock });
  const sent = new Set(sandbox.organization.sentEmails.map(({ email }) => email)).size;
  return { requests: sandbox.requests.length, elapsed: time - start, exit, sent };
}

test.each([
  [1000, 1, 1000],
  [10_000, 50, 200],
])(
  "invites %i new people, %i per call, hardly slower than the rate limit allows",
  async (people, maxEmailsPerCall, calls) => {
    const { requests, elapsed, exit, sent } = await applyTo(people, maxEmailsPerCall);
    expect([exit, sent]).toEqual([0, people]);
    expect(requests).toBeGreaterThan(calls);
    // Tally allows 100 requests a minute, and Rollcall leaves 20 of them to others: it sends 80 at once, and 80
    // more after each minute (tally-api.md, section 3).
    const minTime = (Math.ceil(requests / 80) - 1) * minute;
    expect(minTime).toBeGreaterThanOrEqual((calls / 80 - 1) * minute);
    expect(elapsed).toBeLessThanOrEqual(minTime * 1.05);
  },
  120_000,
);
