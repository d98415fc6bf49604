import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The tests that run the program in their own process. Only those can notice Stryker's changes. */
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
      // The Action uses the same code as the command line, but takes longer.
      testNamePattern: /^(?!scenarios produces the expected files of action-)/,
      // One test at a time, so that Stryker can tell which test runs which code.
      maxConcurrency: 1,
      maxWorkers: 1,
    },
  }),
);
config.test.include = inProcess.map(name => `test/${name}`);

export default config;
