/** How `npm run mutate` changes the code. vitest.mutate.config.js lists the tests that must notice. */
export default {
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutate.config.js", related: false },
  mutate: ["src/core/**/*.ts", "src/tally/**/*.ts"],
  coverageAnalysis: "perTest",
  // Code that runs once when a file is loaded can't be attributed to a test.
  ignoreStatic: true,
  concurrency: 2,
  // A timeout counts as noticed, so it must be long enough for a slow machine.
  timeoutMS: 15_000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false,
  // Stryker would rewrite it with an API that TypeScript 7 doesn't have. No test reads it.
  tsconfigFile: "",
  ignorePatterns: ["dist"],
  tempDirName: ".cache/stryker",
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: ".cache/mutation/report.json" },
};
