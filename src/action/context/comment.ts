import { readMarker } from "../../core/review/marker.ts";
import { problemOfRequest } from "../../github/client.ts";
import type { CommentIdentity } from "../../github/comments.ts";
import type { RunContext } from "../../github/context.ts";
import { permissionsText } from "../../render/failure/permissions.ts";
import type { LineUrl } from "../../render/review/model.ts";
import type { ActionContext } from "./context.ts";
import type { ActionInputs } from "./inputs.ts";
import { requiredPermissions } from "./permissions.ts";

/** Returns the URLs of the lines in a commit's files. */
export function lineLinks({ serverUrl, repository }: RunContext, commit: string): LineUrl {
  const { owner, repo } = repository;
  return (file, line) => {
    const path = file.split("/").map(encodeURIComponent).join("/");
    return `${serverUrl}/${owner}/${repo}/blob/${commit}/${path}#L${line}`;
  };
}

/** Identifies the comment of the Action on a pull request. Each configuration has its own comment. */
export function commentIdentity({ config, commentAuthor }: ActionInputs, number: number): CommentIdentity {
  const isOurs = (body: string) => readMarker(body, config) !== undefined;
  return { number, author: commentAuthor, isOurs };
}

/** Prints why a comment couldn't be written, and the permission that was missing, if any. Throws any error that isn't a failed request. */
export function printCommentFailure(
  context: ActionContext,
  number: number | undefined,
  error: unknown,
): void {
  const permissions = requiredPermissions(context, error);
  const hint = permissions ? permissionsText(permissions) : "";
  const what = number === undefined ? "the result" : `the comment on #${number}`;
  const message = `Error: Couldn't write ${what}: ${problemOfRequest(error)}.${hint}`;
  context.runner.notice("error", message);
}
