import type { Result } from "../../core/values/result.ts";
import type { ReadableFiles } from "../io.ts";
import { systemError } from "../system-error.ts";
import { TreeFiles } from "../tree/tree-files.ts";
import { type GitContext, git } from "./run-git.ts";

/**
 * Returns the files of a commit of the repository around a folder, as seen from the folder, or why git can't
 * read them.
 */
export async function openCommit(context: GitContext, ref: string): Promise<Result<ReadableFiles, string>> {
  const commit = await git(context, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  if (!commit.ok) {
    const isRepository = await git(context, ["rev-parse", "--git-dir"]);
    return { ok: false, problem: isRepository.ok ? "there is no such commit" : isRepository.problem };
  }
  const folder = await git(context, ["rev-parse", "--show-prefix"]);
  const root = `${commit.output.trim()}^{tree}`;
  return {
    ok: true,
    value: new TreeFiles({
      root,
      folder: folder.output.replace(/\n$/, ""),
      readTree: (id, depth) => readTree(context, id, depth === "recursive"),
      readBlob: async id => {
        const blob = await git(context, ["cat-file", "blob", id], { encoding: "latin1" });
        if (!blob.ok) throw systemError("EIO", blob.problem, ref);
        return Buffer.from(blob.output, "latin1");
      },
    }),
  };
}

async function readTree(context: GitContext, id: string, isRecursive: boolean) {
  const options = ["-l", "-z", "--full-tree", ...(isRecursive ? ["-r", "-t"] : [])];
  const listed = await git(context, ["ls-tree", ...options, id]);
  if (!listed.ok) throw systemError("EIO", listed.problem, id);
  return listed.output
    .split("\0")
    .filter(line => line !== "")
    .map(line => {
      const [fields = "", path = ""] = line.split("\t");
      const [mode = "", , object = "", size = ""] = fields.split(/ +/);
      return { path, mode, id: object, size: Number(size) || 0 };
    });
}
