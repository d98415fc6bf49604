import type { Plan } from "../../core/plan/model.ts";
import { formatPlan } from "../../core/plan/plan.ts";
import { type ReviewMarker, readMarker } from "../../core/review/marker.ts";
import { dayOf } from "../../core/values/day.ts";
import type { CommentIdentity } from "../../github/comments.ts";
import type { RunContext } from "../../github/context.ts";
import { currentTimestamp } from "../../io/clock.ts";
import { digestOf } from "../../io/digest.ts";
import type { LineAddress } from "../../render/review/pull-request.ts";
import type { ActionContext } from "./context.ts";
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

/** The marker of a comment that shows no grants. */
export function newMarker(
  { io, inputs }: ActionContext,
  plan: Plan | undefined,
  source: ReviewMarker["source"],
): ReviewMarker {
  return {
    version: 1,
    config: inputs.config,
    plan: plan ? digestOf(formatPlan(plan)) : "",
    configDigest: plan?.basis.config ?? "",
    day: dayOf(currentTimestamp(io)),
    events: 0,
    grants: [],
    source,
  };
}
