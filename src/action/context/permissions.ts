import type { Failure, JobPermissions, RequiredPermissions } from "../../core/failure/failure.ts";
import { permissionFor, problemOfRequest } from "../../github/client.ts";
import type { ActionContext } from "./context.ts";
import type { ActionInputs } from "./inputs.ts";

/** Returns the failure for a failed request to GitHub. Throws any other error. */
export function gitHubFailure(context: ActionContext, error: unknown): Failure {
  const permissions = requiredPermissions(context, error);
  return { reason: "github", problem: problemOfRequest(error), permissions };
}

/** Returns the permission that a request lacked and all that its job needs, or undefined if the error isn't about permissions. */
export function requiredPermissions(
  { inputs }: ActionContext,
  error: unknown,
): RequiredPermissions | undefined {
  const refused = permissionFor(error);
  return refused === undefined ? undefined : { refused, needed: neededPermissions(inputs) };
}

/** Returns the permissions that a job with these inputs needs. */
function neededPermissions({ command, comment, requireReviewedPlan }: ActionInputs): JobPermissions {
  const isWriting = comment !== "false";
  switch (command) {
    case "validate":
      return { contents: "read" };
    case "plan":
      return { contents: "read", ...(isWriting && { "pull-requests": "write" }) };
    case "apply":
      if (isWriting) return { contents: "write", "pull-requests": "write" };
      return { contents: "write", ...(requireReviewedPlan && { "pull-requests": "read" }) };
    case "drift":
      return { contents: "read", ...(isWriting && { issues: "write" }) };
  }
}
