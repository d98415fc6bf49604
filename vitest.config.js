import { defineConfig } from "vitest/config";
import { schemaPlugin } from "./build/schema-plugin.js";

export default defineConfig({
  plugins: [schemaPlugin()],
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
