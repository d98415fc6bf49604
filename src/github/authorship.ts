import type { GitHub } from "./client.ts";
import { optionalString, requireId, requireItems, requireString } from "./response.ts";

/** Which comments or issues are ours: by author, and by how they begin. Anybody can quote the beginning. */
export interface Authorship {
  /** A login. What the token's own login wrote is ours as well. */
  readonly author: string;
  readonly isOurs: (body: string) => boolean;
}

/**
 * The first comment or issue that is ours. Reads every page. If there is only one of another bot, it is reported and left alone: it
 * may be ours, from another token, or a bot that repeats what people write.
 */
export async function findOwn<Item>(
  github: GitHub,
  { author, isOurs }: Authorship,
  pages: AsyncIterable<{ readonly data: unknown }>,
  read: (one: unknown, body: string) => Item | undefined,
): Promise<Item | undefined> {
  const byOthers: { readonly item: Item; readonly login: string; readonly isBot: boolean }[] = [];
  for await (const { data } of pages) {
    for (const one of requireItems(data)) {
      const body = optionalString(one, "body") ?? "";
      const item = isOurs(body) ? read(one, body) : undefined;
      if (!item) continue;
      const login = optionalString(one, "user.login") ?? "";
      if (login === author) return item;
      byOthers.push({ item, login, isBot: optionalString(one, "user.type") === "Bot" });
    }
  }
  if (byOthers.length === 0) return undefined;
  // The token of an app or of a person writes under another name than the workflow's.
  const viewer = await github.viewer();
  const own = byOthers.find(one => one.login === viewer);
  const bot = byOthers.find(one => one.isBot);
  if (!own && bot) github.onOtherAuthor(bot.login);
  return own?.item;
}

/** Creates a comment or an issue. If GitHub doesn't tell whose token it is, the response shows who the author is. */
export async function createOwn(
  github: GitHub,
  { author }: Authorship,
  create: () => Promise<{ readonly data: unknown }>,
): Promise<{ readonly id: number; readonly url: string }> {
  const { data } = await create();
  const login = optionalString(data, "user.login");
  if (login !== undefined && login !== author && login !== (await github.viewer()))
    github.onOtherAuthor(login);
  return { id: requireId(data, "id"), url: requireString(data, "html_url") };
}
