import type { Clock } from "../io/clock.ts";
import { type Authorship, createOwn, findOwn } from "./authorship.ts";
import type { GitHub } from "./client.ts";
import { orUndefinedOn404 } from "./commits.ts";
import { requireId, requireString } from "./response.ts";
import { retryWrite } from "./retry-write.ts";

/** Identifies our comment on a pull request. */
export interface CommentIdentity extends Authorship {
  /** The number of the pull request. */
  readonly number: number;
}

/** A comment that was written. */
export interface SavedComment {
  readonly id: number;
  readonly url: string;
}

/** A comment that was found. */
export interface Comment extends SavedComment {
  readonly body: string;
  /** When it was last changed, as ISO 8601 in UTC. */
  readonly updatedAt: string;
}

/** Finds our oldest comment on a pull request. */
export async function findComment(github: GitHub, identity: CommentIdentity): Promise<Comment | undefined> {
  const pages = github.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...github.repository,
    issue_number: identity.number,
    per_page: 100,
  });
  return findOwn(github, identity, pages, (one, body) => ({
    id: requireId(one, "id"),
    body,
    url: requireString(one, "html_url"),
    updatedAt: requireString(one, "updated_at"),
  }));
}

/** Sets the text of our comment: edits `found` unless it already has the text, or creates a comment. Retries temporary failures. */
export async function saveComment(
  github: GitHub,
  clock: Clock,
  identity: CommentIdentity,
  found: Comment | undefined,
  body: string,
): Promise<SavedComment> {
  return retryWrite(clock, async attempt => {
    const current = attempt === 1 ? found : await findComment(github, identity);
    return current?.body === body ? current : writeComment(github, identity, current, body);
  });
}

async function writeComment(
  github: GitHub,
  identity: CommentIdentity,
  found: Comment | undefined,
  body: string,
): Promise<SavedComment> {
  const { repository } = github;
  const { number } = identity;
  if (found) {
    const edit = { ...repository, comment_id: found.id, body };
    const updated = await orUndefinedOn404(
      github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", edit),
    );
    if (updated !== undefined) return { id: found.id, url: requireString(updated, "html_url") };
  }
  const comment = { ...repository, issue_number: number, body };
  return createOwn(github, identity, () =>
    github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", comment),
  );
}
