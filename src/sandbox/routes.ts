import { type Context, Hono } from "hono";
import type { Behaviour } from "./behaviour.ts";
import { currentUserBody, organizationInviteBody, userBody, workspaceBody } from "./bodies.ts";
import type { Organization } from "./organization.ts";
import type { RateWindow } from "./rate-window.ts";
import type { Refusal, User } from "./records.ts";
import { checkQuery, readInviteRequest, readPage } from "./request-checks.ts";

/** What answering takes. */
export interface RouteOptions {
  readonly key: string;
  readonly pageSize: number;
  readonly behaviour: Behaviour;
  readonly rate: RateWindow;
  readonly now: () => number;
}

type Known = { Variables: { user: User } };

const perOrganization = "/organizations/:organizationId";

/** Tally's answers about one organization, without the network. What is known of each stands in `server.ts`. */
export function tallyRoutes(organization: Organization, options: RouteOptions): Hono<Known> {
  const { pageSize, now } = options;
  const app = new Hono<Known>();
  app.notFound(c => c.json({ message: "Not found" }, 404));

  app.use(async (c, next) => {
    const { limit, remaining, reset, isExceeded } = options.rate.count();
    c.header("X-RateLimit-Limit", String(limit));
    c.header("X-RateLimit-Remaining", String(remaining));
    c.header("X-RateLimit-Reset", String(reset));
    if (!isExceeded) return next();
    const retryAfter = retryAfterIn(options, reset);
    if (retryAfter !== undefined) c.header("Retry-After", retryAfter);
    return c.json({ message: "Too many requests" }, 429);
  });

  app.use(async (c, next) => {
    const user = organization.keyUser();
    if (!user || c.req.header("authorization") !== `Bearer ${options.key}`) return unauthorized(c);
    c.set("user", user);
    const problem = checkQuery(c.req.query(), c.req.path === "/workspaces" ? ["page"] : []);
    return problem === undefined ? next() : invalid(c, problem);
  });

  app.use(`${perOrganization}/*`, async (c, next) => {
    return c.req.param("organizationId") === organization.id ? next() : unauthorized(c);
  });

  for (const sessionOnly of ["/me", perOrganization]) app.get(sessionOnly, unauthorized);

  app.get("/users/me", c => {
    const user = c.get("user");
    const body = currentUserBody(user, organization);
    user.updatedAt = now();
    return c.json(body);
  });

  app.get(`${perOrganization}/users`, c =>
    c.json(organization.users.map(user => userBody(user, organization))),
  );

  app.delete(`${perOrganization}/users/:userId`, c => {
    return concluded(c, organization.removeUser(c.req.param("userId"), c.get("user")));
  });

  app.get(`${perOrganization}/invites`, c => {
    return c.json(organization.invites.map(invite => organizationInviteBody(invite, organization)));
  });

  app.post(`${perOrganization}/invites`, async c => {
    const request = readInviteRequest(c.req.header("content-type"), await c.req.text());
    if ("problem" in request) return invalid(c, request.problem);
    return concluded(c, organization.invite(request.value, c.get("user")));
  });

  app.delete(`${perOrganization}/invites/:inviteId`, c => {
    return concluded(c, organization.cancelInvite(c.req.param("inviteId"), c.get("user")));
  });

  app.get("/workspaces", c => {
    const read = readPage(c.req.query("page"));
    if ("problem" in read) return invalid(c, read.problem);
    const page = read.value;
    const seen = organization.workspacesSeenBy(c.get("user"));
    const items = seen
      .slice((page - 1) * pageSize, page * pageSize)
      .map(workspace => ({ ...workspaceBody(workspace, organization), folders: [] }));
    return c.json({
      items,
      page,
      limit: pageSize,
      total: seen.length,
      hasMore: page * pageSize < seen.length,
    });
  });

  app.get("/workspaces/:workspaceId", c => {
    const seen = organization.workspacesSeenBy(c.get("user"));
    const workspace = seen.find(({ id }) => id === c.req.param("workspaceId"));
    return workspace
      ? c.json(workspaceBody(workspace, organization))
      : c.json({ message: "Workspace not found" }, 404);
  });

  return app;
}

function unauthorized(c: Context): Response {
  return c.json({ message: "Unauthorized" }, 401);
}

function invalid(c: Context, message: string): Response {
  return c.json({ message, errorType: "VALIDATION" }, 400);
}

/** Success has no body at all: no ids, and nothing about each address [D]. */
function concluded(c: Context, refusal: Refusal | undefined): Response {
  if (!refusal) return c.body(null, 204);
  if (refusal.status === 400) return invalid(c, refusal.message);
  return c.json({ message: refusal.message }, refusal.status);
}

function retryAfterIn({ behaviour, now }: RouteOptions, reset: number): string | undefined {
  switch (behaviour.retryAfter) {
    case "absent":
      return undefined;
    case "seconds":
      return String(Math.max(Math.ceil(reset - now() / 1000), 0));
    case "date":
      return new Date(reset * 1000).toUTCString();
  }
}
