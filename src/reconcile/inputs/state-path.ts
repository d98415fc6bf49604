import path, { type PlatformPath } from "node:path";

const stateName = "members.state.jsonl";

/**
 * The path of the state file without `--state`. It depends on the value of `--config` alone, so that the state stays where it is if a
 * file becomes a folder: next to a value with an extension, as members.yaml has one, and inside the folder that any other value names.
 */
export function defaultStatePath(
  config: string,
  { dirname, extname, join }: Pick<PlatformPath, "dirname" | "extname" | "join"> = path,
): string {
  return join(extname(config) === "" ? config : dirname(config), stateName);
}
