import { defineConfig } from "rolldown";
import { pagePlugin } from "./build/page-plugin.js";
import { schemaPlugin } from "./build/schema-plugin.js";
import { shellPlugin } from "./build/shell-plugin.js";

/** commander loads it for subcommands that are programs of their own, of which there are none here. */
function withoutChildProcess() {
  return {
    name: "without-child-process",
    resolveId: (source, importer) =>
      source === "node:child_process" && importer?.includes("/commander/") ? "virtual:nothing" : null,
    load: id => (id === "virtual:nothing" ? "export default {};" : null),
  };
}

/** It looks at the standard output as it is loaded, which opens a stream; whether there are colours is said by `paintFor`. */
function withoutLookingForColours() {
  return {
    name: "without-looking-for-colours",
    transform: (code, id) => {
      if (!id.endsWith("/picocolors.js")) return null;
      const changed = code.replace("(p.stdout || {}).isTTY", "false");
      if (changed === code) throw new Error("picocolors looks for colours in another way by now");
      return changed;
    },
  };
}

/** Node keeps a text of ASCII in a byte for each character, and one with any other letter in two, and starts that much later. */
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
  // The same code as ES modules: it is cut to what is used, starts faster and parses faster than the CommonJS build.
  resolve: { alias: { yaml: new URL("node_modules/yaml/browser/dist/index.js", import.meta.url).pathname } },
  plugins: [
    schemaPlugin(),
    pagePlugin(),
    shellPlugin(),
    withoutChildProcess(),
    withoutLookingForColours(),
    inAscii(),
  ],
};

/** A group by its name, anything else by the path of its module below `src`. */
function chunkName({ name, facadeModuleId, moduleIds }) {
  const path = facadeModuleId ?? moduleIds.at(-1) ?? "";
  const [, module] = /\/src\/(.*)\.ts$/.exec(path) ?? [];
  return module === undefined || name in groups ? name : module.replaceAll("/", "-");
}

const output = {
  dir: "dist",
  // Node loads CommonJS in half the time that it takes for as many ES modules.
  format: "cjs",
  minify: true,
  entryFileNames: "[name].js",
  chunkFileNames: chunk => `chunks/${chunkName(chunk)}.js`,
  comments: { legal: false },
};

/**
 * What almost every command needs goes into few chunks, since each chunk takes Node a millisecond to find and to load. A module that is
 * not named here has the chunk that its users give it, and is loaded with them only.
 */
const groups = {
  reading:
    /\/core\/(text|values|diagnostics|source|config)\/(?!branch-name|compare|day|idna|redact|workspace-names)[a-z-]+\.ts$|\/core\/yaml\/(read-yaml|plain\/[a-z]+)\.ts$|\/reconcile\/inputs\/load-config\.ts$|virtual:(keys|validate-included|validate-members)|\/ucs2length\.js$|\/fastest-levenshtein\//,
  planning:
    /\/core\/(tally|state|plan)\/(?!read-state|read-plan|compact|continuity|not-sent|check-plan|exceeds|fold-observed|plan-calls)[a-z-]+\.ts$|\/(reconcile\/(plan-now|inputs\/(load|load-state|state-path|file-problems)|stores\/(file|new-state|recorder|state-file))|commands\/(console\/console|store\/(open|unsaved)))\.ts$|\/render\/text\/(layout|names|plural|style)\.ts$|\/picocolors\.js$/,
  shell:
    /\/core\/(values\/(branch-name|day)|text\/(compare|redact))\.ts$|\/render\/(failure\/unexpected-error|text\/escape)\.ts$|\/package\.json$|\/io\/(node\/)?(?!prompts|temporary-io)[a-z-]+\.ts$|\/io\/git\/open-history\.ts$|\/io\/files\/(?!append|create-file|file-lock|glob|memory-files)[a-z-]+\.ts$/,
  "plan-words":
    /\/render\/(plan\/[a-z]+|document\/(?!markdown)[a-z]+|findings\/(gaps|messages)|text\/(group|headed|wrap))\.ts$/,
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
  // Readable: people who run the Action can review what they run, and what an update changes.
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
  // By itself, in one file: sharing chunks with it would make the programs load more of them.
  {
    ...shared,
    input: { library: "src/library.ts" },
    // What of Node only the programs use would be loaded with it for nothing.
    treeshake: { moduleSideEffects: [{ external: true, sideEffects: false }] },
    output: { ...output, codeSplitting: false },
  },
]);
