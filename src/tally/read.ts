import type { TallyReader } from "../core/apply/connection.ts";
import { foldObserved } from "../core/tally/fold-observed.ts";
import type { ObserveFailure } from "../core/tally/observed.ts";
import { numberAt, objectAt, stringAt, valueAt } from "../core/values/untyped.ts";
import type { TallyClient, TallyRequest } from "./client.ts";
import { maxResponseLength } from "./http.ts";

/** More pages than any organization has. Stops reading if `hasMore` is always true. */
const maxPages = 500;

/** Returns a reader that reads an organization through a client. */
export function createReader(client: TallyClient, stop: AbortSignal): TallyReader {
  return {
    observe: async organization => {
      try {
        return { ok: true, value: await new OrganizationReader(client, stop).read(organization) };
      } catch (error) {
        if (error instanceof ReadError) return { ok: false, problem: error.failure };
        throw error;
      }
    },
  };
}

/** Why an organization can't be read. */
class ReadError extends Error {
  readonly failure: ObserveFailure;
  constructor(failure: ObserveFailure) {
    super(failure.reason);
    this.failure = failure;
  }
}

interface Workspaces {
  readonly items: readonly unknown[];
  readonly total: number | undefined;
}

class OrganizationReader {
  readonly #client: TallyClient;
  readonly #stop: AbortSignal;
  #responses = 0;
  /** The length of all responses, in characters. */
  #length = 0;

  constructor(client: TallyClient, stop: AbortSignal) {
    this.#client = client;
    this.#stop = stop;
  }

  async read(wanted: string | undefined) {
    const me = await this.#get("read the user of the API key", { method: "GET", path: ["users", "me"] });
    const at = new Date(this.#client.clock.now()).toISOString();
    const owner = objectAt(me, "organizationOwner");
    const actual = stringAt(me, "organizationId") || stringAt(owner, "organizationId");
    // Tally returns the same 401 for another organization as for an invalid key (observed), so compare the organization first.
    if (wanted !== undefined && actual !== undefined && wanted !== actual)
      throw new ReadError({ reason: "foreign-organization", configured: wanted, actual });
    const organization = wanted ?? actual;
    if (organization === undefined || (wanted === undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(organization)))
      throw failed("Tally didn't return the organization of the API key");
    const workspaces = await this.#readWorkspaces();
    // Read invites before members: a person who accepts in between is then seen twice rather than not at all.
    const invites = await this.#readList("list invites", ["organizations", organization, "invites"]);
    const users = await this.#readList("list members", ["organizations", organization, "users"]);
    const { items, total } = workspaces;
    const { toAsciiDomain } = await import("../core/values/idna.ts");
    return foldObserved({ at, me, workspaces: items, total, invites, users }, toAsciiDomain);
  }

  /** Reads all pages. Tally rejects the parameter `limit` (observed), and the response may also be a bare list (inferred). */
  async #readWorkspaces(): Promise<Workspaces> {
    const items: unknown[] = [];
    const ids = new Set<string | undefined>();
    for (let page = 1; page <= maxPages; page += 1) {
      const request = { method: "GET", path: ["workspaces"], ...(page > 1 && { page }) } as const;
      const response = await this.#get("list workspaces", request);
      if (Array.isArray(response) && page === 1) return { items: response, total: undefined };
      const pageItems = valueAt(response, "items");
      if (!Array.isArray(pageItems)) throw failed("Couldn't list workspaces: Tally didn't return a list");
      const fresh = pageItems.filter(one => !ids.has(stringAt(one, "id")));
      for (const one of fresh) if (stringAt(one, "id") !== undefined) ids.add(stringAt(one, "id"));
      items.push(...fresh);
      const hasMore = valueAt(response, "hasMore");
      const count = numberAt(response, "total");
      const total = Number.isSafeInteger(count) ? count : undefined;
      const isLast = hasMore === undefined ? items.length >= (total ?? 0) : hasMore !== true;
      // If a page has nothing new, requesting more would never end. `total` shows how much is missing.
      if (isLast || (fresh.length === 0 && total !== undefined)) return { items, total };
      if (fresh.length === 0) break;
    }
    throw failed("Couldn't list workspaces: Tally kept returning more pages");
  }

  async #readList(what: string, path: readonly string[]): Promise<readonly unknown[]> {
    const response = await this.#get(what, { method: "GET", path });
    if (!Array.isArray(response)) throw failed(`Couldn't ${what}: Tally didn't return a list`);
    return response;
  }

  async #get(what: string, request: TallyRequest): Promise<unknown> {
    const response = await this.#client.request(request, this.#stop);
    if (response.kind !== "response") throw failed(`Couldn't ${what}: ${response.problem}`);
    const { status, body, isWhole } = response;
    this.#responses += 1;
    this.#length += body.length;
    if (this.#length > maxResponseLength) throw failed(tooLong(this.#responses, request));
    if (status !== 200) throw new ReadError(this.#failureFor(what, status, body, request));
    if (!isWhole) throw failed(`Couldn't ${what}: the response is incomplete`);
    try {
      return JSON.parse(body) as unknown;
    } catch {
      throw failed(`Couldn't ${what}: the response isn't JSON`);
    }
  }

  #failureFor(what: string, status: number, body: string, { path }: TallyRequest): ObserveFailure {
    const message = this.#client.problemIn(body);
    const problem = `Couldn't ${what}: Tally returned ${status}${message === "" ? "" : ` (${message})`}`;
    if (status === 403) return { reason: "observe-denied", problem };
    if (status === 401 && path[0] === "users") return { reason: "key-rejected" };
    return { reason: "observe-failed", problem };
  }
}

function tooLong(responses: number, { path, page = 1 }: TallyRequest): string {
  const megabytes = maxResponseLength / 1024 / 1024;
  return `Tally returned more than ${megabytes} MiB in ${responses} responses, which is more than any organization has. The last one was page ${page} of ${path.join("/")}`;
}

function failed(problem: string): ReadError {
  return new ReadError({ reason: "observe-failed", problem });
}
