import {
  type GitHub,
  isRequestProblem,
  noRetry,
  permissionFor,
  problemOfRequest,
  statusOf,
} from "./client.ts";
import type { RepositoryName } from "./context.ts";
import { optionalString, requireId, requireItems, requireString } from "./response.ts";

/** Which comment is ours: by its author, and by what it begins with. Anybody can quote the beginning. */
export interface CommentIdentity {
  readonly repository: RepositoryName;
  /** The number of the pull request. */
  readonly number: number;
  readonly author: string;
  readonly isOurs: (body: string) => boolean;
}

/** A comment that was found or written. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
  /** When it was last written, as ISO 8601 in UTC. */
  readonly updatedAt: string;
}

/** What became of a comment. denied: the token may not write, as that of a fork's pull request. */
export type SavedComment =
  | { readonly saved: "created" | "updated" | "unchanged"; readonly url: string }
  /** `permission` is what the job lacks, if that is why. */
  | { readonly saved: "denied"; readonly problem: string; readonly permission: string | undefined };

/** The oldest comment that is ours; every page is read. */
export async function findComment(github: GitHub, identity: CommentIdentity): Promise<Comment | undefined> {
  const { repository, number, author, isOurs } = identity;
  const pages = github.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  const byOthers: (Comment & { readonly author: string })[] = [];
  for await (const { data } of pages) {
    for (const one of requireItems(data)) {
      const body = optionalString(one, "body") ?? "";
      if (!isOurs(body)) continue;
      const comment = {
        id: requireId(one, "id"),
        body,
        url: requireString(one, "html_url"),
        updatedAt: requireString(one, "updated_at"),
      };
      const login = optionalString(one, "user.login") ?? "";
      if (login === author) return comment;
      byOthers.push({ ...comment, author: login });
    }
  }
  if (byOthers.length === 0) return undefined;
  // A token of one's own writes under another name than the workflow's.
  const viewer = await findViewer(github);
  return byOthers.find(one => one.author === viewer);
}

/** Whose token it is; the workflow's own may not ask (github-facts.md). */
export async function findViewer(github: GitHub): Promise<string | undefined> {
  try {
    return requireString((await github.request("GET /user", noRetry)).data, "login");
  } catch (error) {
    if (isRequestProblem(error)) return undefined;
    throw error;
  }
}

/** Makes a text our comment: edits `found` in place, leaves it where it says the same, or writes a new one. */
export async function saveComment(
  github: GitHub,
  identity: CommentIdentity,
  found: Comment | undefined,
  body: string,
): Promise<SavedComment> {
  if (found?.body === body) return { saved: "unchanged", url: found.url };
  try {
    const updated = found && (await update(github, identity, found, body));
    return updated ?? (await create(github, identity, body, "may-try-again"));
  } catch (error) {
    const status = statusOf(error);
    if (status !== 401 && status !== 403 && status !== 404) throw error;
    return { saved: "denied", problem: problemOfRequest(error), permission: permissionFor(error) };
  }
}

/** Nothing where somebody has deleted the comment meanwhile. */
async function update(
  github: GitHub,
  { repository }: CommentIdentity,
  { id }: Comment,
  body: string,
): Promise<SavedComment | undefined> {
  try {
    const { data } = await github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      ...repository,
      comment_id: id,
      body,
    });
    return { saved: "updated", url: requireString(data, "html_url") };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** An answer that failed may have written the comment all the same, so it is looked for before a second try. */
async function create(
  github: GitHub,
  identity: CommentIdentity,
  body: string,
  rule: "may-try-again" | "last-try",
): Promise<SavedComment> {
  const { repository, number } = identity;
  try {
    const { data } = await github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...repository,
      ...noRetry,
      issue_number: number,
      body,
    });
    return { saved: "created", url: requireString(data, "html_url") };
  } catch (error) {
    const status = statusOf(error);
    if (rule === "last-try" || (status !== undefined && status < 500)) throw error;
    const found = await findComment(github, identity);
    return found ? { saved: "created", url: found.url } : create(github, identity, body, "last-try");
  }
}
