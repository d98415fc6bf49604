import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";

/** Writes the declarations of the library, and all that they import, to `types` in a folder. */
export function writeTypes(root, folder) {
  const emitted = mkdtempSync(join(tmpdir(), "rollcall-types-"));
  try {
    emit(root, emitted);
    copyReached("library.d.ts", emitted, join(folder, "types"));
  } finally {
    rmSync(emitted, { recursive: true });
  }
}

function emit(root, folder) {
  const configuration = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: join(root, "src"),
      outDir: folder,
      typeRoots: [join(root, "node_modules/@types")],
    },
    files: [join(root, "src/library.ts"), join(root, "build/virtual-modules.d.ts")],
    include: [],
  };
  const path = join(folder, "tsconfig.json");
  writeFileSync(path, JSON.stringify(configuration));
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", path], {
    stdio: "inherit",
  });
}

/** Copies a declaration and, once each, those that it imports. TypeScript keeps `.ts` in the import paths, which become `.js` here. */
function copyReached(file, from, to, reached = new Set()) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = readFileSync(join(from, file), "utf8").replace(
    /(\bfrom |\bimport\()"([^"]+)"/g,
    (_, before, path) => {
      // A type from a package would be missing if the package isn't installed.
      if (!/^\.{1,2}\/.+\.ts$/.test(path))
        throw new Error(`${file} imports ${path}, which isn't part of the library's types`);
      copyReached(posix.join(posix.dirname(file), path.replace(/\.ts$/, ".d.ts")), from, to, reached);
      return `${before}"${path.replace(/\.ts$/, ".js")}"`;
    },
  );
  mkdirSync(dirname(join(to, file)), { recursive: true });
  writeFileSync(join(to, file), text);
}
