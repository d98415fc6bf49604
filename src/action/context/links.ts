import { readMarker } from "../../core/review/marker.ts";
import type { CommentIdentity } from "../../github/comments.ts";
import type { RunContext } from "../../github/context.ts";
import type { LineAddress } from "../../render/review/pull-request.ts";
import type { ActionInputs } from "./inputs.ts";

/** Where the lines of a commit's files can be seen. */
export function lineLinks({ serverUrl, repository }: RunContext, commit: string): LineAddress {
  const { owner, repo } = repository;
  return (file, line) => {
    const path = file.split("/").map(encodeURIComponent).join("/");
    return `${serverUrl}/${owner}/${repo}/blob/${commit}/${path}#L${line}`;
  };
}

/** The comment of this Action, for one configuration, on a pull request. */
export function commentIdentity({ config, commentAuthor }: ActionInputs, number: number): CommentIdentity {
  const isOurs = (body: string) => readMarker(body, config) !== undefined;
  return { number, author: commentAuthor, isOurs };
}
