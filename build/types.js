import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";

/** The declarations that the library's own lead to, as TypeScript makes them, into `types` of a folder. */
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

/** Copies a declaration and, once each, those that it imports. TypeScript leaves `.ts` in their names, which is said to be `.js`. */
function copyReached(file, from, to, reached = new Set()) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = readFileSync(join(from, file), "utf8").replace(
    /(\bfrom |\bimport\()"([^"]+)"/g,
    (_, before, path) => {
      // A type of a package would be missing wherever the package is not installed.
      if (!/^\.{1,2}\/.+\.ts$/.test(path))
        throw new Error(`The types of the library lead to ${path}, by ${file}`);
      copyReached(posix.join(posix.dirname(file), path.replace(/\.ts$/, ".d.ts")), from, to, reached);
      return `${before}"${path.replace(/\.ts$/, ".js")}"`;
    },
  );
  mkdirSync(dirname(join(to, file)), { recursive: true });
  writeFileSync(join(to, file), text);
}
