import type { FileProblem } from "../../core/values/file-problem.ts";
import { ellipsize } from "./escape.ts";
import { formatList } from "./plural.ts";

/** Returns why a file can't be read, and what to do about it, without a period at the end. */
export function describeFileProblem(problem: FileProblem): string {
  const { path } = problem;
  switch (problem.kind) {
    case "link":
      return `${path} is a symbolic link to ${ellipsize(problem.target)}; Rollcall reads only regular files and doesn't follow links. Replace the link with the file or folder itself`;
    case "folder":
      return `${path} is a folder, but Rollcall expects a regular file here. Rename the folder, or use another file`;
    case "submodule":
      return `${path} is a git submodule; Rollcall reads only the files of the repository itself. Move the files into the repository, or narrow the pattern under include`;
    case "special":
      return `${path} is a pipe, a socket, or a device; Rollcall reads only regular files. Replace it with a regular file`;
    case "changed-on-checkout":
      return changedOnCheckoutText(path, problem.attributes);
  }
}

function changedOnCheckoutText(path: string, attributes: readonly string[]): string {
  const set = formatList(attributes);
  const name = path.split(/[\\/]/).at(-1);
  const line = [name, ...attributes.map(attribute => `!${attribute}`)].join(" ");
  return `git changes ${path} on checkout because of the ${attributes.length === 1 ? "attribute" : "attributes"} ${set}, so this text may differ from what the Action reads. Remove the attribute, for example with the line "${line}" in .gitattributes in the same folder, and check the file out again`;
}
