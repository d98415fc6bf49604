import { readFileSync } from "node:fs";

/** Gives the text of a shell script that is imported: the completion scripts of a package that reads them from beside it. */
export function shellPlugin() {
  return {
    name: "rollcall-shell-scripts",
    enforce: "pre",
    load: id =>
      /\.(bash|zsh|fish)$/.test(id)
        ? { code: `export default ${JSON.stringify(readFileSync(id, "utf8"))};`, moduleType: "js" }
        : null,
  };
}
