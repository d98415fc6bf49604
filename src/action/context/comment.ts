import { readMarker } from "../../core/review/marker.ts";
import { problemOfRequest } from "../../github/client.ts";
import type { CommentIdentity } from "../../github/comments.ts";
import type { RunContext } from "../../github/context.ts";
import { permissionsText } from "../../render/failure/permissions.ts";
import type { LineAddress } from "../../render/review/model.ts";
import type { ActionContext } from "./context.ts";
import type { ActionInputs } from "./inputs.ts";
import { requiredPermissions } from "./permissions.ts";

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

/** Prints why a comment could not be written, with the permission that is missing. Throws on what is no failure of a request. */
export function printUnwritten(context: ActionContext, number: number | undefined, error: unknown): void {
  const permissions = requiredPermissions(context, error);
  const hint = permissions ? permissionsText(permissions) : "";
  const what = number === undefined ? "the result" : `the comment on #${number}`;
  const message = `Error: Couldn't write ${what}: ${problemOfRequest(error)}.${hint}`;
  context.runner.notice("error", message);
}
