import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import schema from "../schemas/plan.schema.json" with { type: "json" };
import { renderFailure } from "../src/render/failure/failure.ts";
import { readDocument } from "./support/documents.ts";
import { sampleFailures } from "./support/failures.ts";
import { readExpected, scenarioNames } from "./support/scenario.ts";

const root = join(import.meta.dirname, "..");
const quoted = [...readDocument("docs/troubleshooting.md").matchAll(/^> (.*)$/gm)].map(
  match => match[1] ?? "",
);
const samples = sampleFailures.map(failure => renderFailure(failure).trimEnd());
/** Everything that the scenarios print, and the source code that contains messages. */
const printed = [
  ...scenarioNames.map(name => readExpected(name).get("transcript.txt") ?? ""),
  ...["action", "commands", "reconcile", "render"].flatMap(layer => {
    const folder = join(root, "src", layer);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(path =>
      path.endsWith(".ts"),
    );
    return files.map(path => readFileSync(join(folder, path), "utf8"));
  }),
].join("\n");

/** Whether the program prints a message, with any text in place of each `…`. */
function isPrinted(message: string): boolean {
  if (message.startsWith("Error: ") && !message.includes("…")) return samples.includes(message);
  return message
    .split("…")
    .map(part => part.trim())
    .every(part => printed.includes(part));
}

test("quotes in docs/troubleshooting.md only messages that the program prints", () => {
  expect(quoted.length).toBeGreaterThan(50);
  expect(quoted.filter(message => !isPrinted(message))).toEqual([]);
});

test("detects a message that the program doesn't print", () => {
  expect(isPrinted("1 person is still to be mailed.")).toBe(false);
  expect(isPrinted("Error: members.yml not found.")).toBe(false);
});

test("quotes every failure in docs/troubleshooting.md", () => {
  expect(samples.filter(sample => !quoted.includes(sample))).toEqual([]);
});

test("lists every skip reason in docs/how-it-decides.md", () => {
  const text = readDocument("docs/how-it-decides.md");
  const reasons = schema.properties.skipped.items.properties.reason.enum;
  expect(reasons.filter(reason => !text.includes(`\`${reason}\``))).toEqual([]);
});
