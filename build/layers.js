/**
 * The folders of `src` and what each may import. This list is the only source: `npm run fix` generates the import rules in biome.json
 * from it, and test/layers.test.ts checks them.
 */

/** The folders of `src/core`, in order. Each may import only the folders listed before it. */
export const coreFolders = [
  "text",
  "values",
  "diagnostics",
  "source",
  "yaml",
  "tally",
  "config",
  "state",
  "plan",
  "apply",
  "review",
  "findings",
  "drift",
  "report",
  "edit",
  "import",
  "init",
  "failure",
];

/** The folders of `src`, in order, with the earlier layers that each may import and the packages that it may not. */
export const layers = [
  {
    name: "core",
    uses: [],
    without: ["node:*"],
    rule: "core turns values into values. It may import only core and small pure libraries.",
  },
  {
    name: "io",
    uses: ["core"],
    without: [],
    rule: "io has the ports and their implementation for Node. Of the other layers, it may import only core.",
  },
  {
    name: "render",
    uses: ["core", "io"],
    without: ["node:*"],
    rule: "render turns values into text. It may import core, text libraries, and from io the errors and the version.",
  },
  {
    name: "tally",
    uses: ["core", "io"],
    without: ["node:fs", "node:fs/**", "node:child_process"],
    rule: "tally is the HTTP client for Tally. It may import core, and from io the clock, connections, and the version.",
  },
  {
    name: "github",
    uses: ["core", "io"],
    without: ["node:fs", "node:fs/**", "node:child_process"],
    rule: "github is the only user of octokit. It may import core, and from io the ports, file patterns, and connections.",
  },
  {
    name: "sandbox",
    uses: [],
    without: [],
    rule: "The sandbox replaces Tally in tests, so it shares no code with the client.",
  },
  {
    name: "report-page",
    uses: ["core", "render"],
    without: ["node:*", "virtual:*"],
    rule: "report-page runs in a browser. It may import only core and render.",
  },
  {
    name: "reconcile",
    uses: ["core", "io"],
    without: ["node:fs", "node:fs/**", "node:http", "node:https", "@octokit/**"],
    rule: "reconcile has the loop and the stores. It may import core and io, and prints nothing.",
  },
  {
    name: "commands",
    uses: ["core", "io", "render", "reconcile"],
    without: ["node:fs", "node:fs/**", "node:http", "node:https", "@octokit/**"],
    rule: "A command loads, calls, and prints. It may import core, io, render, and reconcile, but no client and no server.",
  },
  {
    name: "action",
    uses: ["core", "io", "render", "github", "reconcile", "commands"],
    without: ["node:fs", "node:fs/**", "node:http", "node:https", "node:child_process", "@octokit/**"],
    rule: "The Action connects reconcile, render, and github. It uses no octokit, no client for Tally, and no files of its own.",
  },
  {
    name: "cli",
    uses: ["core", "io", "render", "tally", "sandbox", "reconcile", "commands"],
    without: ["@octokit/**"],
    rule: "cli turns options into commands.",
  },
];
