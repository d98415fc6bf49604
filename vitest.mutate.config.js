import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The tests that run the program in the process of the test: only those can notice what Stryker breaks. */
const inProcess = [
  "scenarios.test.ts",
  "address.test.ts",
  "address.property.test.ts",
  "apply.test.ts",
  "client.test.ts",
  "compact.property.test.ts",
  "membership.property.test.ts",
  "observe.test.ts",
  "plan.property.test.ts",
  "reading.property.test.ts",
  "recording.test.ts",
  "split.property.test.ts",
  "state-lines.test.ts",
  "state.property.test.ts",
];

const config = mergeConfig(
  base,
  defineConfig({
    test: {
      setupFiles: ["test/support/mutate.ts"],
      // The Action waits for GitHub's pace, and rests on nothing that the command line does not.
      testNamePattern: /^(?!scenarios produces the expected files of action-)/,
      // One test at a time, or nobody could tell which of them runs what.
      maxConcurrency: 1,
      maxWorkers: 1,
    },
  }),
);
config.test.include = inProcess.map(name => `test/${name}`);

export default config;
