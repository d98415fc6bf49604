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
/** All that people were shown in the scenarios, and the words that the program is written in. */
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

/** Whether the program prints a message, whatever stands in the place of each `…`. */
function isPrinted(message: string): boolean {
  if (message.startsWith("Error: ") && !message.includes("…")) return samples.includes(message);
  return message
    .split("…")
    .map(part => part.trim())
    .every(part => printed.includes(part));
}

test("every message that the troubleshooting quotes is one that the program prints", () => {
  expect(quoted.length).toBeGreaterThan(50);
  expect(quoted.filter(message => !isPrinted(message))).toEqual([]);
});

test("a message that the program does not print would be found out", () => {
  expect(isPrinted("1 person is still to be mailed.")).toBe(false);
  expect(isPrinted("Error: members.yml not found.")).toBe(false);
});

test("every refusal is in the troubleshooting", () => {
  expect(samples.filter(sample => !quoted.includes(sample))).toEqual([]);
});

test("every reason to withhold is in how it decides", () => {
  const text = readDocument("docs/how-it-decides.md");
  const reasons = schema.properties.skipped.items.properties.reason.enum;
  expect(reasons.filter(reason => !text.includes(`\`${reason}\``))).toEqual([]);
});
