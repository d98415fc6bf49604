import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { coreFolders, layers } from "./layers.js";

const root = new URL("..", import.meta.url).pathname;

const noProcess = "Only cli.ts and action.ts use the process. Take an Io.";
const noTimers = "Only io/node uses timers. Take a Clock.";
const timers = {
  setTimeout: noTimers,
  setInterval: noTimers,
  setImmediate: noTimers,
};

/** The configuration of Biome. The import rules come from the list of layers. */
export const configuration = {
  $schema: "./node_modules/@biomejs/biome/configuration_schema.json",
  vcs: { enabled: true, clientKind: "git", useIgnoreFile: true },
  files: { includes: ["**", "!dist", "!test/scenarios", "!examples", "!package-lock.json"] },
  formatter: { indentStyle: "space", indentWidth: 2, lineWidth: 110 },
  javascript: { formatter: { arrowParentheses: "asNeeded" } },
  linter: {
    rules: {
      preset: "recommended",
      complexity: { useLiteralKeys: "off" },
      style: { noNonNullAssertion: "error", useNodejsImportProtocol: "error", useImportType: "error" },
      suspicious: {
        noExplicitAny: "error",
        noConsole: "error",
        noImportCycles: { level: "error", options: { ignoreTypes: false } },
        noSkippedTests: "error",
        noFocusedTests: "error",
      },
      correctness: { noUnusedImports: "error", noUnusedVariables: "error" },
    },
  },
  overrides: [
    ...layers.filter(({ name }) => name !== "core").flatMap(importRules),
    ...coreFolders.flatMap(orderRules),
    withoutGlobals(
      ["src/**", "!src/cli.ts", "!src/action.ts", "!src/core/**", "!src/report-page/**", "!src/io/node/**"],
      {
        process: noProcess,
        fetch: "Only github/client.ts uses fetch.",
        ...timers,
      },
    ),
    withoutGlobals(["src/github/client.ts"], { process: noProcess }),
    withoutGlobals(["src/core/**"], {
      process: noProcess,
      fetch: "core uses no network.",
      console: "core writes nothing.",
      Date: "core has no clock. Take the time as an argument.",
      Buffer: "core uses no Node modules.",
      ...timers,
    }),
    withoutGlobals(["src/report-page/**"], {
      fetch: "The report page sends no requests.",
      XMLHttpRequest: "The report page sends no requests.",
      localStorage: "The report page stores nothing.",
      sessionStorage: "The report page stores nothing.",
    }),
    {
      includes: ["src/report-page/page.css"],
      linter: {
        rules: {
          style: { noDescendingSpecificity: "off" },
          complexity: { noImportantStyles: "off" },
          suspicious: { noDuplicateProperties: "off" },
        },
      },
    },
    { includes: ["build/**"], linter: { rules: { suspicious: { noConsole: "off" } } } },
  ],
};

/**
 * Returns the forbidden imports of a layer, one override for each depth of its folders, because patterns match the text of an
 * import.
 */
function importRules({ name, uses, without, rule }) {
  const others = layers.map(layer => layer.name).filter(other => other !== name && !uses.includes(other));
  return [1, 2, 3].map(depth => {
    const up = "../".repeat(depth);
    const ours = [...others.map(other => `${up}${other}/**`), `${up}*.ts`, "**/node-io.ts"];
    return withoutImports(`src/${name}${"/*".repeat(depth)}.ts`, [...without, ...ours], rule);
  });
}

/** Returns the forbidden imports of a folder of core: all other layers, and the later folders. */
function orderRules(folder, index) {
  const later = coreFolders.slice(index + 1);
  const rule = `core/${folder} may import only the folders before it in build/layers.js.`;
  return [1, 2].map(depth => {
    const up = "../".repeat(depth);
    const group = ["node:*", `${up}../**`, ...later.map(other => `${up}${other}/**`)];
    return withoutImports(`src/core/${folder}${"/*".repeat(depth)}.ts`, group, rule);
  });
}

function withoutImports(include, group, message) {
  const options = { patterns: [{ group, message }] };
  return {
    includes: [include],
    linter: { rules: { style: { noRestrictedImports: { level: "error", options } } } },
  };
}

function withoutGlobals(includes, deniedGlobals) {
  return {
    includes,
    linter: {
      rules: { style: { noRestrictedGlobals: { level: "error", options: { deniedGlobals } } } },
    },
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(join(root, "biome.json"), JSON.stringify(configuration));
  execFileSync(
    process.execPath,
    [join(root, "node_modules/@biomejs/biome/bin/biome"), "format", "--write", "biome.json"],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
}
