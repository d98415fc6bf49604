import type { TallyReader } from "../core/apply/reader.ts";
import { foldObserved } from "../core/tally/fold-observed.ts";
import type { LookRefusal } from "../core/tally/observed.ts";
import { isMapping, textAt } from "../core/values/untyped.ts";
import type { TallyClient, TallyRequest } from "./client.ts";

/** More pages than any organization has; a `hasMore` that never ends must end all the same. */
const mostPages = 500;

/** Looks at an organization through a client. */
export function readerFor(client: TallyClient, stop: AbortSignal): TallyReader {
  return {
    look: async organization => {
      try {
        return { ok: true, value: await new Looking(client, stop).look(organization) };
      } catch (error) {
        if (error instanceof LookFailure) return { ok: false, refusal: error.refusal };
        throw error;
      }
    },
  };
}

/** Why a look cannot go on. */
class LookFailure extends Error {
  readonly refusal: LookRefusal;
  constructor(refusal: LookRefusal) {
    super(refusal.refusal);
    this.refusal = refusal;
  }
}

interface Workspaces {
  readonly items: readonly unknown[];
  readonly total: number | undefined;
}

class Looking {
  readonly #client: TallyClient;
  readonly #stop: AbortSignal;

  constructor(client: TallyClient, stop: AbortSignal) {
    this.#client = client;
    this.#stop = stop;
  }

  async look(wanted: string | undefined) {
    const me = await this.#read("the key's user", { method: "GET", path: ["users", "me"] });
    const owner = isMapping(me) ? me["organizationOwner"] : undefined;
    const actual = textAt(me, "organizationId") || textAt(owner, "organizationId");
    // A foreign organization is answered with 401, like a bad key [O], so it is compared before.
    if (wanted !== undefined && actual !== undefined && wanted !== actual)
      throw new LookFailure({ refusal: "foreign-organization", configured: wanted, actual });
    const organization = wanted ?? actual;
    if (organization === undefined || (wanted === undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(organization)))
      throw failed("Tally does not say to which organization the key belongs");
    const workspaces = await this.#readWorkspaces();
    // Invites before members: whoever accepts in between is seen twice rather than not at all.
    const invites = await this.#readList("the invites", ["organizations", organization, "invites"]);
    const users = await this.#readList("the members", ["organizations", organization, "users"]);
    const { items, total } = workspaces;
    const { toAsciiDomain } = await import("../core/values/idna.ts");
    return foldObserved({ me, workspaces: items, total, invites, users }, toAsciiDomain);
  }

  /** Every page, asked for by `page` only, since `limit` is refused [O]. The answer may also be a bare list [I]. */
  async #readWorkspaces(): Promise<Workspaces> {
    const items: unknown[] = [];
    const ids = new Set<string | undefined>();
    for (let page = 1; page <= mostPages; page += 1) {
      const request = { method: "GET", path: ["workspaces"], ...(page > 1 && { page }) } as const;
      const answer = await this.#read("the workspaces", request);
      if (Array.isArray(answer) && page === 1) return { items: answer, total: undefined };
      const read = isMapping(answer) ? answer["items"] : undefined;
      if (!isMapping(answer) || !Array.isArray(read))
        throw failed("Tally answered with something other than a list of the workspaces");
      const fresh = read.filter(one => !ids.has(textAt(one, "id")));
      for (const one of fresh) if (textAt(one, "id") !== undefined) ids.add(textAt(one, "id"));
      items.push(...fresh);
      const { hasMore } = answer;
      const total = Number.isSafeInteger(answer["total"]) ? (answer["total"] as number) : undefined;
      const isLast = hasMore === undefined ? items.length >= (total ?? 0) : hasMore !== true;
      // A page that brings nothing new would be asked for over and over; what is missing shows in the total.
      if (isLast || (fresh.length === 0 && total !== undefined)) return { items, total };
      if (fresh.length === 0) break;
    }
    throw failed("the pages of workspaces do not end");
  }

  async #readList(what: string, path: readonly string[]): Promise<readonly unknown[]> {
    const answer = await this.#read(what, { method: "GET", path });
    if (!Array.isArray(answer)) throw failed(`Tally answered with something other than a list of ${what}`);
    return answer;
  }

  async #read(what: string, request: TallyRequest): Promise<unknown> {
    const answer = await this.#client.request(request, this.#stop);
    if (answer.kind !== "answer") throw failed(`${what} could not be read: ${answer.problem}`);
    const { status, body, isWhole } = answer;
    if (status !== 200) throw new LookFailure(this.#refusalFor(what, status, body, request));
    if (!isWhole) throw failed(`${what} could not be read: the answer broke off`);
    try {
      return JSON.parse(body) as unknown;
    } catch {
      throw failed(`${what} could not be read: the answer is not JSON`);
    }
  }

  #refusalFor(what: string, status: number, body: string, { path }: TallyRequest): LookRefusal {
    const said = this.#client.problemIn(body);
    const problem = `${what} could not be read: Tally answered ${status}${said === "" ? "" : ` (${said})`}`;
    if (status === 403) return { refusal: "look-denied", problem };
    if (status === 401 && path[0] === "users") return { refusal: "key-refused" };
    return { refusal: "look-failed", problem };
  }
}

function failed(problem: string): LookFailure {
  return new LookFailure({ refusal: "look-failed", problem });
}
