/**
 * The mock Tally: one organization in memory. server.ts puts it behind HTTP on loopback. Tests can schedule faults.
 *
 * The evidence for each behavior is one of the following. Documented: stated in Tally's reference or help. Observed: seen in
 * recorded traffic, or reported by a client after a live call. Claimed: stated in other code. Inferred: follows from an observation.
 * Assumed: there is no source, so don't rely on it. `test/support/tally.openapi.yaml` describes each operation, and
 * `organization/behavior.ts` lists the options.
 *
 * Every request
 *   403 and an HTML page if there is no `User-Agent`, before the request reaches Tally: claimed (from Cloudflare).
 *   401 without the bearer key, or if its user was removed: documented. 401 for another organization's ID: observed.
 *   400 for an unknown query key, with a message as from Joi and `errorType` VALIDATION: observed on /workspaces, assumed elsewhere.
 *   `Date` in every response, by the sandbox's clock: RFC 9110, section 6.6.1. That Tally's clock is exact: assumed.
 *   X-RateLimit-Limit, -Remaining, and -Reset in Unix seconds: observed. 100 requests per minute: documented. A fixed window that
 *   starts with the first request: consistent with the recordings. One count for all requests, and everything about 429: assumed.
 *   404 and JSON for an unknown path or method: assumed. All messages except the one about `limit`: assumed.
 *   Addresses shown as they were sent: assumed, and an option.
 * Every read of a list: /workspaces, /workspaces/{id}, …/users, and …/invites
 *   Shows every write at once: assumed. As an option, it lags behind by some reads, where each page is one read. A manual change,
 *   which only `organization` can make, isn't shown earlier than the writes before it.
 * GET /users/me
 *   The key's user: documented. `isOrganizationOwner`, `organizationOwner`, and an `updatedAt` that each call changes: observed.
 *   That the first two can be missing: an option, because they aren't documented.
 * GET /organizations/{id}/users
 *   A bare array without paging, and 403 without permission: documented. No `subscriptionPlan`, an empty `avatarUrl`, and more keys:
 *   observed. Any member's key may read it: assumed, and an option. A deleted account stays, with a flag: assumed.
 * DELETE /organizations/{id}/users/{id}
 *   204 for the owner, or for users who remove themselves; 403 for others, and if the user isn't in the organization; the keys of
 *   the user become invalid: documented. The owner can be removed, and the person disappears from lists and workspaces: assumed.
 * GET /organizations/{id}/invites
 *   A bare array without workspaces and creators, and 403 without permission: documented. Any member's key may read it and sees all
 *   invites: assumed, and two options.
 * POST /organizations/{id}/invites
 *   One string of addresses, split at commas and semicolons. Each address gets each workspace: members at once, and the others
 *   become pending and get an email. 204 without a body, 400 for a malformed address or a missing key, and 403 on the free plan:
 *   documented. 400 for an unknown key in the body: inferred from the observed rejection of a query key. One malformed address
 *   rejects all, an invite for a pending address is merged and emailed again (for the same workspaces or more), and 404 for an
 *   unknown workspace: assumed, and options. An address is accepted but never shown: an option. No trimming, 400 for an empty
 *   list or an empty address, the case of addresses is kept, 400 above 1 MiB, no limit on the number of addresses, and no effect
 *   for a grant that exists: assumed.
 * DELETE /organizations/{id}/invites/{id}
 *   204 for its creator only, and 403 also if it doesn't exist: documented. The owner may cancel it as well: an option. It is
 *   canceled for all its workspaces at once: assumed.
 * GET /workspaces
 *   items, page, limit, total, and hasMore; embedded members, and invites with their workspace IDs: documented. 400 for `limit`, and
 *   `folders` in items: observed. 50 per page: claimed. A bare array for any `page` in version 2025-01-15: inferred, and an option.
 *   The key sees every workspace, `total` counts those it sees, and a workspace shows all its invites: assumed, and four options.
 *   Creator and times of an embedded invite: claimed, and an option. A deleted workspace isn't listed, but invites still name it:
 *   assumed.
 * GET /workspaces/{id}
 *   The same object, and 404 if it is unknown: documented. 404 if it is deleted or can't be seen, and no `folders`: assumed.
 * GET /me, GET /organizations/{id}
 *   401 for every API key: observed.
 *
 * Tally's requests that create, rename, and delete workspaces don't exist here. Tests use `organization` for what people do in the
 * web app and in their email.
 */
import { type FaultOrder, Faults } from "./http/faults.ts";
import type { MockRequest, Transmission } from "./http/message.ts";
import { RateWindow } from "./http/rate-window.ts";
import { type RecordedRequest, withFaults } from "./http/recorder.ts";
import { tallyRoutes } from "./http/routes.ts";
import { type Behavior, defaultBehavior } from "./organization/behavior.ts";
import { Organization } from "./organization/organization.ts";
import { defaultSeed, type OrganizationSeed } from "./organization/seed.ts";

/** The options of the mock. Each but `sleep` has a default. */
export interface MockTallyOptions {
  readonly seed?: OrganizationSeed;
  readonly behavior?: Partial<Behavior>;
  /** The valid API key. Default: `tly-sandbox-key`. */
  readonly key?: string;
  /** Maximum number of requests in a window of 60 seconds. Default: 100. */
  readonly limit?: number;
  /** Number of workspaces on a page. Default: 50. */
  readonly pageSize?: number;
  /** Returns milliseconds since 1970. Default: the machine's clock. */
  readonly now?: () => number;
  /** Called before a request is handled, to do what people do in Tally meanwhile. The request waits for the promise. */
  readonly onRequest?: (request: RecordedRequest) => void | Promise<void>;
  /** Resolves after some milliseconds. Delays requests. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Tally with one organization in memory, without a server. */
export interface MockTally {
  readonly key: string;
  readonly organization: Organization;
  /** Every request since the start, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Schedules a fault for future requests. */
  fault(order: FaultOrder): void;
  /** Handles a request, and returns what to send. */
  receive(request: MockRequest): Promise<Transmission>;
}

/** Creates a mock Tally. */
export function createMockTally(options: MockTallyOptions): MockTally {
  const {
    seed = defaultSeed,
    key = "tly-sandbox-key",
    limit = 100,
    pageSize = 50,
    now = Date.now,
    onRequest = () => {},
    sleep,
  } = options;
  const organization = new Organization(seed, { ...defaultBehavior, ...options.behavior }, now);
  const faults = new Faults();
  const requests: RecordedRequest[] = [];
  const rate = new RateWindow(limit, now);
  const tally = tallyRoutes(organization, { key, pageSize, rate, now });
  return {
    key,
    organization,
    requests,
    fault: order => faults.order(order),
    receive: withFaults({ tally, faults, requests, onRequest, now, sleep }),
  };
}
