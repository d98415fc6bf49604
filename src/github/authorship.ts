import { type GitHub, isRequestProblem, noRetry, statusOf } from "./client.ts";
import { optionalString, requireItems, requireString } from "./response.ts";

/** Which comments or issues are ours: by author, and by how they begin. Anybody can quote the beginning. */
export interface Authorship {
  readonly author: string;
  readonly isOurs: (body: string) => boolean;
}

/** The first comment or issue that is ours. Reads every page. */
export async function findOwn<Item>(
  github: GitHub,
  { author, isOurs }: Authorship,
  pages: AsyncIterable<{ readonly data: unknown }>,
  read: (one: unknown, body: string) => Item | undefined,
): Promise<Item | undefined> {
  const byOthers: { readonly item: Item; readonly login: string }[] = [];
  for await (const { data } of pages) {
    for (const one of requireItems(data)) {
      const body = optionalString(one, "body") ?? "";
      const item = isOurs(body) ? read(one, body) : undefined;
      if (!item) continue;
      const login = optionalString(one, "user.login") ?? "";
      if (login === author) return item;
      byOthers.push({ item, login });
    }
  }
  if (byOthers.length === 0) return undefined;
  // A token of one's own writes under another name than the workflow's.
  const viewer = await findViewer(github);
  return byOthers.find(one => one.login === viewer)?.item;
}

/** Whose token it is; the workflow's own may not ask (github-facts.md). */
async function findViewer(github: GitHub): Promise<string | undefined> {
  try {
    return requireString((await github.request("GET /user", noRetry)).data, "login");
  } catch (error) {
    if (isRequestProblem(error)) return undefined;
    throw error;
  }
}

/** Creates a comment or an issue and returns its URL. A request that failed may have created it, so it is looked for before a second try. */
export async function createOnce(
  create: () => Promise<{ readonly data: unknown }>,
  find: () => Promise<{ readonly url: string } | undefined>,
): Promise<string> {
  const createNow = async () => requireString((await create()).data, "html_url");
  try {
    return await createNow();
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && status < 500) throw error;
    return (await find())?.url ?? createNow();
  }
}
