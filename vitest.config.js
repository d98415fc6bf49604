import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { pagePlugin } from "./build/page-plugin.js";
import { schemaPlugin } from "./build/schema-plugin.js";
import { shellPlugin } from "./build/shell-plugin.js";

/** GitHub's own workflow parser imports JSON in a way that Node takes only after a transform. */
const inlined = ["@actions/workflow-parser", "@actions/expressions"];

/** Its source maps name files that are not in the package, and each would be warned of. */
const withoutSourceMaps = {
  name: "without-source-maps",
  enforce: "pre",
  load(path) {
    if (!inlined.some(name => path.includes(`node_modules/${name}/`)) || !path.endsWith(".js")) return null;
    return readFileSync(path, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
  },
};

/** These change the clock or the environment of their process. */
const isolated = ["continuity", "scenarios", "store-contract"].map(name => `test/${name}.test.ts`);

export default defineConfig({
  plugins: [schemaPlugin(), pagePlugin(), shellPlugin(), withoutSourceMaps],
  test: {
    projects: [
      // One module cache for all files of a worker takes a quarter of the CPU time off short files.
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
    // Far above what a test takes, so that a busy machine fails none.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Twice the cores: some wait for locks and timeouts. With more, each would only take longer, up to its timeout.
    maxWorkers: 4,
    maxConcurrency: 3,
    server: { deps: { inline: [...inlined, "@pnpm/tabtab"] } },
  },
});
