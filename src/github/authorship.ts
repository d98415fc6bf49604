import type { GitHub } from "./client.ts";
import { optionalString, requireId, requireItems, requireString } from "./response.ts";

/** Identifies our comments or issues by author and by their first line. The line alone isn't enough, because anyone can quote it. */
export interface Authorship {
  /** The expected login. Comments and issues by the login that the token belongs to are ours as well. */
  readonly author: string;
  readonly isOurs: (body: string) => boolean;
}

/**
 * Finds the first comment or issue that is ours, on any page. If there is only one by another bot, reports the bot and ignores it:
 * it may be ours, written with another token, or the bot may repeat what people write.
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
  // With the token of an app or a person, the author isn't the same as with the token of the workflow.
  const viewer = await github.viewer();
  const own = byOthers.find(one => one.login === viewer);
  const bot = byOthers.find(one => one.isBot);
  if (!own && bot) github.onOtherAuthor(bot.login);
  return own?.item;
}

/** Creates a comment or an issue. Reports its author if that is neither the expected login nor known as the owner of the token. */
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
