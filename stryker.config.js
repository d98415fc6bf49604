/** How `npm run mutate` breaks the code; which tests have to notice is said in vitest.mutate.config.js. */
export default {
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutate.config.js", related: false },
  mutate: ["src/core/**/*.ts", "src/tally/**/*.ts"],
  coverageAnalysis: "perTest",
  // What runs once as a file is loaded cannot be told by test.
  ignoreStatic: true,
  concurrency: 2,
  // A slow machine must not pass for a test that noticed.
  timeoutMS: 15_000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false,
  // Stryker would rewrite it through an API that TypeScript 7 has not, and no test reads it.
  tsconfigFile: "",
  ignorePatterns: ["dist"],
  tempDirName: ".cache/stryker",
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: ".cache/mutation/report.json" },
};
