import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { pagePlugin } from "./build/page-plugin.js";
import { schemaPlugin } from "./build/schema-plugin.js";
import { shellPlugin } from "./build/shell-plugin.js";

/** GitHub's workflow parser imports JSON in a way that Node supports only after a transform. */
const inlined = ["@actions/workflow-parser", "@actions/expressions"];

/** Removes references to source maps with files that aren't in the package. Each would cause a warning. */
const withoutSourceMaps = {
  name: "without-source-maps",
  enforce: "pre",
  load(path) {
    if (!inlined.some(name => path.includes(`node_modules/${name}/`)) || !path.endsWith(".js")) return null;
    return readFileSync(path, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
  },
};

/** The tests that change the clock or the environment of their process. */
const isolated = ["continuity", "scenarios", "store-contract"].map(name => `test/${name}.test.ts`);

export default defineConfig({
  plugins: [schemaPlugin(), pagePlugin(), shellPlugin(), withoutSourceMaps],
  test: {
    setupFiles: ["test/support/seed.ts"],
    projects: [
      // With one module cache for all files of a worker, short files take a quarter less CPU time.
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: isolated,
          isolate: false,
          globalSetup: ["test/support/chromium.ts"],
        },
      },
      { extends: true, test: { name: "isolated", include: isolated } },
    ],
    env: {
      GIT_CONFIG_GLOBAL: fileURLToPath(new URL("test/support/gitconfig", import.meta.url)),
      GIT_CONFIG_NOSYSTEM: "1",
    },
    // Much longer than any test takes, so that none fails on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // For two cores: some tests wait for locks and timeouts. More workers would only make each test slower.
    maxWorkers: 4,
    maxConcurrency: 3,
    server: { deps: { inline: [...inlined, "@pnpm/tabtab"] } },
  },
});
