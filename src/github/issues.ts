import { objectAt } from "../core/values/untyped.ts";
import { type GitHub, noRetry, statusOf } from "./client.ts";
import { findViewer } from "./comments.ts";
import type { RepositoryName } from "./context.ts";
import { optionalString, requireId, requireItems, requireString } from "./response.ts";

/** Which issue is ours: by its author, and by what it begins with. Anybody can quote the beginning. */
export interface IssueIdentity {
  readonly repository: RepositoryName;
  readonly author: string;
  readonly isOurs: (body: string) => boolean;
}

/** An issue that was found or written. */
export interface Issue {
  readonly number: number;
  readonly body: string;
  readonly url: string;
}

/** What an issue says. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** The oldest open issue that is ours; every page is read. */
export async function findOpenIssue(github: GitHub, identity: IssueIdentity): Promise<Issue | undefined> {
  const { repository, author, isOurs } = identity;
  const pages = github.paginate.iterator("GET /repos/{owner}/{repo}/issues", {
    ...repository,
    state: "open",
    sort: "created",
    direction: "asc",
    per_page: 100,
  });
  const byOthers: (Issue & { readonly author: string })[] = [];
  for await (const { data } of pages) {
    for (const one of requireItems(data)) {
      const body = optionalString(one, "body") ?? "";
      if (!isOurs(body) || objectAt(one, "pull_request")) continue;
      const issue = { number: requireId(one, "number"), body, url: requireString(one, "html_url") };
      const login = optionalString(one, "user.login") ?? "";
      if (login === author) return issue;
      byOthers.push({ ...issue, author: login });
    }
  }
  if (byOthers.length === 0) return undefined;
  // A token of one's own writes under another name than the workflow's.
  const viewer = await findViewer(github);
  return byOthers.find(one => one.author === viewer);
}

/** Opens an issue, or makes the one that was found say this, under whatever title people gave it. Gives its address. */
export async function saveIssue(
  github: GitHub,
  identity: IssueIdentity,
  found: Issue | undefined,
  text: IssueText,
): Promise<string> {
  const { repository } = identity;
  if (!found) return open(github, identity, text, "may-try-again");
  if (found.body === text.body) return found.url;
  await github.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...repository,
    issue_number: found.number,
    body: text.body,
  });
  return found.url;
}

/** Closes an issue with a last text. */
export async function closeIssue(
  github: GitHub,
  { repository }: IssueIdentity,
  { number }: Issue,
  body: string,
): Promise<void> {
  await github.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...repository,
    issue_number: number,
    body,
    state: "closed",
    state_reason: "completed",
  });
}

/** An answer that failed may have opened the issue all the same, so it is looked for before a second try. */
async function open(
  github: GitHub,
  identity: IssueIdentity,
  text: IssueText,
  rule: "may-try-again" | "last-try",
): Promise<string> {
  try {
    const { data } = await github.request("POST /repos/{owner}/{repo}/issues", {
      ...identity.repository,
      ...noRetry,
      ...text,
    });
    return requireString(data, "html_url");
  } catch (error) {
    const status = statusOf(error);
    if (rule === "last-try" || (status !== undefined && status < 500)) throw error;
    const found = await findOpenIssue(github, identity);
    return found ? found.url : open(github, identity, text, "last-try");
  }
}
