import { describe, expect, test } from "vitest";
import driftSchema from "../schemas/drift.schema.json" with { type: "json" };
import schema from "../schemas/plan.schema.json" with { type: "json" };
import { findingKinds } from "../src/core/findings/model.ts";
import { sentenceCodes } from "./support/codes.ts";
import "./support/machine-clock.cjs";
import { playScenario, readExpected, scenarioNames, writeExpected } from "./support/scenario.ts";

describe.concurrent("scenarios", () => {
  test.for(scenarioNames)(
    "produces the expected files of %s without a leaked key",
    async (name, { expect }) => {
      const { outputs, leaks } = await playScenario(name);
      expect(leaks).toEqual([]);
      if (process.env["UPDATE"]) writeExpected(name, outputs);
      expect(Object.fromEntries(outputs)).toEqual(Object.fromEntries(readExpected(name)));
    },
  );
});

const transcripts = scenarioNames.map(name => readExpected(name).get("transcript.txt") ?? "").join("\n");

test("shows every diagnostic code in a scenario", () => {
  expect(sentenceCodes.filter(code => !transcripts.includes(`[${code}]`))).toEqual([]);
});

test("shows every skip reason in a scenario", () => {
  const reasons = schema.properties.skipped.items.properties.reason.enum;
  const plans = scenarioNames.map(name => `${readExpected(name).get("plan.json")}`).join("\n");
  expect(reasons.filter(reason => !`${plans}${transcripts}`.includes(`"reason": "${reason}"`))).toEqual([]);
});

test("shows every kind of drift in a scenario, and lists it in the schema", () => {
  expect(findingKinds.filter(kind => !transcripts.includes(`"kind": "${kind}"`))).toEqual([]);
  expect(driftSchema.properties.findings.items.properties.kind.enum).toEqual(findingKinds);
});
