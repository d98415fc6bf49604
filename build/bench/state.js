import { writeFileSync } from "node:fs";

const at = "2026-11-24T12:00:00.000Z";
const head = { format: "rollcall-state", version: 1, organization: "kwob3J", lineage: "bench" };

function writeLines(file, lines) {
  writeFileSync(file, [head, ...lines].map(line => `${JSON.stringify(line)}\n`).join(""));
}

/** Writes a state file of calls, each with fifty people and two workspaces. */
export function writeState(file, grants) {
  const lines = [];
  for (let call = 0; call < grants / 100; call += 1) {
    const emails = Array.from({ length: 50 }, (_, index) => `person${call * 50 + index}@example.com`);
    const workspaceIds = [`id${call % 40}`, `id${(call + 1) % 40}`];
    lines.push({ event: "intent", at, call: `c${call}`, action: "invite", emails, workspaceIds });
    lines.push({ event: "outcome", at, call: `c${call}`, result: "done", status: 204 });
  }
  writeLines(file, lines);
}

/** Writes a state file of calls without an outcome, and as many events that forget their people. */
export function writeForgotten(file, calls) {
  const emails = Array.from({ length: calls }, (_, index) => `person${index}@example.com`);
  const intents = emails.map((email, index) => ({
    event: "intent",
    at,
    call: `c${index}`,
    action: "invite",
    emails: [email],
    workspaceIds: ["wLDNPp"],
  }));
  writeLines(file, [...intents, ...emails.map(email => ({ event: "forgotten", at, email }))]);
}
