import { readFileSync } from "node:fs";

/**
 * Turns an imported shell script into its text, for the completion scripts of a package that would otherwise read them from its
 * own folder.
 */
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
