/**
 * The embedded Tally: one organization in memory behind an HTTP server on loopback, with faults to order.
 *
 * What it does is known in four ways. Documented [D]: Tally's reference or help says so. Observed [O]: seen in recorded
 * traffic, or reported by a client after a live call. Claimed [C]: other code says so. Assumed: no source; not to be relied on.
 * `test/support/tally.openapi.yaml` says it operation by operation; `organization/behavior.ts` lists what can be played either way.
 *
 * Every request
 *   403 and a page of HTML without `User-Agent`, before Tally sees the request: claimed (Cloudflare stands in front).
 *   401 without the bearer key, or when its user has been removed: documented. 401 for a foreign organization id: observed.
 *   400 for an unknown query key, worded as Joi does, `errorType` VALIDATION: observed on /workspaces, assumed elsewhere.
 *   Date in every answer, by the sandbox's clock: RFC 9110, section 6.6.1; that Tally's is exact: assumed.
 *   X-RateLimit-Limit, -Remaining and -Reset in Unix seconds: observed. 100 a minute: documented. That the window is fixed and
 *   opened by its first request fits the recordings. Counting all requests together, and all of the 429: assumed.
 *   404 and JSON for an unknown path or method: assumed. All messages but the one about `limit`: assumed.
 *   Addresses shown as they were sent: assumed, and an option.
 * Every read of a list, by which is meant all of /workspaces, /workspaces/{id}, …/users and …/invites
 *   Sees every write at once: assumed. The option is to be some reads behind, each page being one; changes by hand, which
 *   only `organization` can make, come no sooner than the writes before them.
 * GET /users/me
 *   The key's user: documented. `isOrganizationOwner`, `organizationOwner`, and an `updatedAt` that each call moves: observed.
 *   That the first two may be absent: an option, because they are not documented.
 * GET /organizations/{id}/users
 *   A bare array, no paging, 403 without permission: documented. No `subscriptionPlan`, `avatarUrl` "", further keys:
 *   observed. Any member's key may read it: assumed, and an option. A deleted account stays, flagged: assumed.
 * DELETE /organizations/{id}/users/{id}
 *   204; by the owner, or of oneself; 403 for others and for a user who is not in the organization; keys die: documented.
 *   That the owner can be removed, and that the person simply vanishes from lists and workspaces: assumed.
 * GET /organizations/{id}/invites
 *   A bare array without workspaces or creator, 403 without permission: documented. Any member's key may read it, and sees
 *   all: assumed, and two options.
 * POST /organizations/{id}/invites
 *   One string of addresses split at comma and semicolon, every address into every workspace; members at once, the rest
 *   pending and emailed; 204 without a body; 400 for a malformed address or a missing key; 403 on the free plan: documented.
 *   400 for an unknown body key: inferred from the observed refusal of a query key. That one bad address refuses all, that
 *   a pending address is merged and emailed again, for the same workspaces and for more, 404 for an unknown workspace:
 *   assumed, and options. That an address is accepted and shown nowhere: an option. No trimming, 400 for an empty list and
 *   for an empty address, case kept as sent, 400 above 1 MiB, no cap on the number of addresses, a grant that exists is a
 *   no-op: assumed.
 * DELETE /organizations/{id}/invites/{id}
 *   204; by its creator only; 403 also for one that does not exist: documented. That the owner may too: an option. That all
 *   its workspaces go at once: assumed.
 * GET /workspaces
 *   items, page, limit, total, hasMore; embedded members and invites with their workspace ids: documented. `limit` is refused
 *   with 400, `folders` in items: observed. Fifty a page: claimed. A bare array, whatever `page` says, in version 2025-01-15:
 *   inferred, and an option. The key sees every workspace, `total` counts those it sees, a workspace shows all its invites:
 *   assumed, and four options. Creator and times of an embedded invite: claimed, and an option. A deleted workspace is not
 *   listed, and invites go on naming it: assumed.
 * GET /workspaces/{id}
 *   The same object, 404 for an unknown one: documented. 404 for one that cannot be seen or is deleted, no `folders`: assumed.
 * GET /me, GET /organizations/{id}
 *   401 to every API key: observed. Creating, renaming and deleting workspaces are requests of Tally that are not played here;
 *   what people do in the web interface and in their mail is done with `organization`.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type FaultOrder, Faults } from "./http/faults.ts";
import { RateWindow } from "./http/rate-window.ts";
import { overWire, type RecordedRequest } from "./http/recorder.ts";
import { tallyRoutes } from "./http/routes.ts";
import { type Behavior, defaultBehavior } from "./organization/behavior.ts";
import { Organization } from "./organization/organization.ts";
import { defaultSeed, type OrganizationSeed } from "./organization/seed.ts";

/** How the sandbox starts; every part has a default. */
export interface SandboxOptions {
  readonly seed?: OrganizationSeed;
  readonly behavior?: Partial<Behavior>;
  /** A free port where it is absent. */
  readonly port?: number;
  /** The API key that is taken; `tly-sandbox-key` where it is absent. */
  readonly key?: string;
  /** Requests in a window of 60 seconds; 100 where it is absent. */
  readonly limit?: number;
  /** Workspaces on a page; 50 where it is absent. */
  readonly pageSize?: number;
  /** Milliseconds since 1970; the machine's clock where it is absent. */
  readonly now?: () => number;
  /** Called before a request is played: what people do in Tally meanwhile. The request waits for a promise that it returns. */
  readonly onRequest?: (request: RecordedRequest) => void | Promise<void>;
}

/** A running sandbox. */
export interface Sandbox {
  /** Without a slash at its end. */
  readonly url: string;
  readonly key: string;
  readonly organization: Organization;
  /** Every request since the start, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Orders a fault for requests that are yet to come. */
  fault(order: FaultOrder): void;
  /** Refuses connections until `resume`; what is under way goes on. */
  pause(): void;
  /** Listens again, at the same address. */
  resume(): Promise<void>;
  /** Stops listening and breaks every connection. */
  close(): Promise<void>;
}

/** Starts an embedded Tally on 127.0.0.1 and resolves once it listens; rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    seed = defaultSeed,
    port = 0,
    key = "tly-sandbox-key",
    limit = 100,
    pageSize = 50,
    now = Date.now,
    onRequest = () => {},
  } = options;
  const behavior: Behavior = { ...defaultBehavior, ...options.behavior };
  const organization = new Organization(seed, behavior, now);
  const tally = tallyRoutes(organization, { key, pageSize, rate: new RateWindow(limit, now), now });
  const faults = new Faults();
  const requests: RecordedRequest[] = [];
  const handler = overWire(async request => tally.fetch(request), faults, requests, onRequest, now);

  const server = createServer(getRequestListener(handler, { overrideGlobalObjects: false }));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox listens on no port");

  const resume = async (): Promise<void> => {
    if (server.listening) return;
    server.listen(address.port, "127.0.0.1");
    await once(server, "listening");
  };
  const close = async (): Promise<void> => {
    const closed = server.listening ? once(server, "close") : undefined;
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    key,
    organization,
    requests,
    fault: order => faults.order(order),
    pause: () => void server.close(),
    resume,
    close,
  };
}
