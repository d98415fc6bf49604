import type { ChangedOnCheckout } from "../../core/values/file-problem.ts";
import { systemError } from "../system-error.ts";
import { type GitContext, git } from "./run-git.ts";

/** A file of a repository. */
interface RepositoryFile {
  /** The path in messages. */
  readonly path: string;
  /** The root folder of the repository. */
  readonly root: string;
  /** The path from the root. */
  readonly inner: string;
}

/** Returns the files for which one of the attributes is set. Throws if git can't tell. */
export async function findFilesWithAttributes(
  files: readonly RepositoryFile[],
  names: readonly string[],
  env: GitContext["env"],
): Promise<readonly ChangedOnCheckout[]> {
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const { root, path } of files) {
    if (found.has(root)) continue;
    const inner = files.filter(file => file.root === root).map(file => file.inner);
    found.set(root, await readAttributes({ folder: root, env }, names, inner, path));
  }
  return files.flatMap(({ path, root, inner }) => {
    const set = found.get(root)?.get(inner);
    return set ? [{ kind: "changed-on-checkout" as const, path, attributes: set }] : [];
  });
}

/** Returns the attributes that are set for each of the paths. `name`: the file that an error names. */
async function readAttributes(
  context: GitContext,
  names: readonly string[],
  paths: readonly string[],
  name: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const args = ["check-attr", "-z", "--stdin", ...names];
  const checked = await git(context, args, { input: paths.map(path => `${path}\0`).join("") });
  if (!checked.ok) throw systemError("EINVAL", `git cannot read its attributes: ${checked.problem}`, name);
  const fields = checked.output.split("\0");
  const found = new Map<string, readonly string[]>();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [path = "", attribute = "", value = ""] = fields.slice(at, at + 3);
    if (value !== "unspecified" && value !== "unset")
      found.set(path, [...(found.get(path) ?? []), attribute]);
  }
  return found;
}
