import { booleanAt, objectAt } from "../core/values/untyped.ts";
import type { Clock } from "../io/clock.ts";
import { type Authorship, createOwn, findOwn } from "./authorship.ts";
import { type GitHub, statusOf } from "./client.ts";
import { requireId, requireString } from "./response.ts";
import { retryWrite } from "./retry-write.ts";

/** An issue that was found or written. */
export interface Issue {
  readonly number: number;
  readonly body: string;
  readonly url: string;
}

/** The text of an issue. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** Finds our oldest open issue. */
export async function findOpenIssue(github: GitHub, identity: Authorship): Promise<Issue | undefined> {
  const pages = github.paginate.iterator("GET /repos/{owner}/{repo}/issues", {
    ...github.repository,
    state: "open",
    sort: "created",
    direction: "asc",
    per_page: 100,
  });
  return findOwn(github, identity, pages, (one, body) =>
    objectAt(one, "pull_request")
      ? undefined
      : { number: requireId(one, "number"), body, url: requireString(one, "html_url") },
  );
}

/** Opens an issue, or updates the body of `found`. Keeps its title, which people may have changed. Returns the URL. */
export async function saveIssue(
  github: GitHub,
  clock: Clock,
  identity: Authorship,
  found: Issue | undefined,
  text: IssueText,
): Promise<string> {
  return retryWrite(clock, async attempt => {
    const current = attempt === 1 ? found : await findOpenIssue(github, identity);
    if (!current) {
      const issue = { ...github.repository, ...text };
      const { url } = await createOwn(github, identity, () =>
        github.request("POST /repos/{owner}/{repo}/issues", issue),
      );
      return url;
    }
    if (current.body !== text.body) await updateIssue(github, current, { body: text.body });
    return current.url;
  });
}

/** Closes an issue, and sets its final text. */
export async function closeIssue(github: GitHub, found: Issue, body: string): Promise<void> {
  await updateIssue(github, found, { body, state: "closed", state_reason: "completed" });
}

/** Whether a request failed because issues are turned off in the repository. GitHub then returns 410 or 404. */
export async function areIssuesOff(github: GitHub, error: unknown): Promise<boolean> {
  const status = statusOf(error);
  if (status !== 404) return status === 410;
  const { data } = await github.request("GET /repos/{owner}/{repo}", { ...github.repository });
  return booleanAt(data, "has_issues") === false;
}

async function updateIssue(
  github: GitHub,
  { number }: Issue,
  changes: { readonly body: string; readonly state?: "closed"; readonly state_reason?: "completed" },
): Promise<void> {
  await github.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...github.repository,
    issue_number: number,
    ...changes,
  });
}
