import path, { type PlatformPath } from "node:path";

const stateName = "members.state.jsonl";

/**
 * Returns the path of the state file without `--state`. If the value of `--config` has an extension, as members.yaml does, the state
 * file is next to it. Any other value is treated as a folder, and the state file is inside it. The path depends only on this value,
 * so it doesn't change if a file is replaced with a folder.
 */
export function defaultStatePath(
  config: string,
  { dirname, extname, join }: Pick<PlatformPath, "dirname" | "extname" | "join"> = path,
): string {
  return join(extname(config) === "" ? config : dirname(config), stateName);
}
