import { defineConfig } from "rolldown";
import { pagePlugin } from "./build/page-plugin.js";
import { schemaPlugin } from "./build/schema-plugin.js";
import { shellPlugin } from "./build/shell-plugin.js";

/** Leaves out a module that commander loads only for subcommands in separate programs. Rollcall has none. */
function withoutChildProcess() {
  return {
    name: "without-child-process",
    resolveId: (source, importer) =>
      source === "node:child_process" && importer?.includes("/commander/") ? "virtual:nothing" : null,
    load: id => (id === "virtual:nothing" ? "export default {};" : null),
  };
}

/** Keeps picocolors from opening a stream to find out whether it may use colors. Rollcall decides that itself. */
function withoutColorDetection() {
  return {
    name: "without-color-detection",
    transform: (code, id) => {
      if (!id.endsWith("/picocolors.js")) return null;
      const changed = code.replace("(p.stdout || {}).isTTY", "false");
      if (changed === code) throw new Error("picocolors detects colors in another way");
      return changed;
    },
  };
}

/** Escapes other characters than ASCII. Node stores ASCII in one byte per character and other texts in two, and starts later with those. */
function inAscii() {
  return {
    name: "in-ascii",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        chunk.code = chunk.code.replace(
          /[\u0080-\uffff]/g,
          letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
      }
    },
  };
}

const shared = {
  platform: "node",
  // The same code as ES modules. Unused parts are removed, and it starts and parses faster than the CommonJS build.
  resolve: { alias: { yaml: new URL("node_modules/yaml/browser/dist/index.js", import.meta.url).pathname } },
  plugins: [
    schemaPlugin(),
    pagePlugin(),
    shellPlugin(),
    withoutChildProcess(),
    withoutColorDetection(),
    inAscii(),
  ],
};

/** Returns the name of a chunk: that of its group, or the path of its module in `src`. */
function chunkName({ name, facadeModuleId, moduleIds }) {
  const path = facadeModuleId ?? moduleIds.at(-1) ?? "";
  const [, module] = /\/src\/(.*)\.ts$/.exec(path) ?? [];
  return module === undefined || name in groups ? name : module.replaceAll("/", "-");
}

const output = {
  dir: "dist",
  // Node loads CommonJS in half the time of as many ES modules.
  format: "cjs",
  minify: true,
  entryFileNames: "[name].js",
  chunkFileNames: chunk => `chunks/${chunkName(chunk)}.js`,
  comments: { legal: false },
};

/**
 * The modules that almost every command needs are in a few chunks, because Node takes a millisecond to find and load each chunk. Any
 * other module is in a chunk with the modules that import it, and is loaded only with them.
 */
const groups = {
  reading:
    /\/core\/(text|values|diagnostics|source|config)\/(?!branch-name|compare|day|idna|redact|workspace-names)[a-z-]+\.ts$|\/core\/config\/shape\/[a-z-]+\.ts$|\/core\/yaml\/(read-yaml|entries\/entries|plain\/[a-z]+|syntax\/(explain-line|line|mistake))\.ts$|\/reconcile\/inputs\/load-config\.ts$|virtual:(keys|validate-included|validate-members)|\/ucs2length\.js$|\/fastest-levenshtein\//,
  planning:
    /\/core\/(tally|state|plan)\/(?!read-state|read-plan|compact|continuity|not-sent|check-plan|exceeds|fold-observed|plan-calls)[a-z-]+\.ts$|\/(reconcile\/(plan-now|inputs\/(load|load-state|state-path|file-problems)|stores\/(file|new-state|recorder|state-file))|commands\/(console\/console|store\/(open|unsaved)))\.ts$|\/render\/text\/(layout|names|plural|style)\.ts$|\/picocolors\.js$/,
  shell:
    /\/core\/(values\/(branch-name|day)|text\/(compare|redact))\.ts$|\/render\/(failure\/unexpected-error|text\/escape)\.ts$|\/package\.json$|\/io\/(node\/)?(?!prompts|temporary-io)[a-z-]+\.ts$|\/io\/git\/open-history\.ts$|\/io\/files\/(?!append|create-file|file-lock|glob|memory-files)[a-z-]+\.ts$/,
  "plan-words":
    /\/render\/(plan\/[a-z]+|document\/(?!markdown)[a-z]+|findings\/(addresses|gaps|messages)|text\/(group|headed|wrap))\.ts$/,
};

export default defineConfig([
  {
    ...shared,
    input: { rollcall: "src/cli.ts" },
    // Nobody imports the programs, so their chunks may export more than they do.
    preserveEntrySignatures: "allow-extension",
    output: {
      ...output,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: Object.entries(groups).map(([name, test]) => ({ name, test })),
      },
    },
  },
  // Not minified, so that people who run the Action can review it and each update.
  {
    ...shared,
    input: { action: "src/action.ts" },
    preserveEntrySignatures: "allow-extension",
    output: {
      ...output,
      minify: false,
      chunkFileNames: chunk => `action/${chunkName(chunk)}.js`,
    },
  },
  // Built separately, as one file. Otherwise, the programs would share chunks with it and load more of them.
  {
    ...shared,
    input: { library: "src/library.ts" },
    // Otherwise, it would load modules of Node that only the programs use.
    treeshake: { moduleSideEffects: [{ external: true, sideEffects: false }] },
    output: { ...output, codeSplitting: false },
  },
]);
