import { type Context, Hono } from "hono";
import type { Behavior } from "../organization/behavior.ts";
import { DelayedLists } from "../organization/delayed-lists.ts";
import type { ErrorResponse, User } from "../organization/model.ts";
import type { Organization } from "../organization/organization.ts";
import { canList } from "../organization/visibility.ts";
import type { RateWindow } from "./rate-window.ts";
import { checkQuery, readInviteRequest, readPage } from "./read-request.ts";
import { currentUserBody, organizationInviteBody, userBody, workspaceBody } from "./response-bodies.ts";

/** The options of the routes. */
export interface RouteOptions {
  readonly key: string;
  readonly pageSize: number;
  readonly rate: RateWindow;
  readonly now: () => number;
}

type Known = { Variables: { user: User } };

const forbidden: ErrorResponse = { status: 403, message: "Forbidden" };
const perOrganization = "/organizations/:organizationId";

/** Returns the API of one organization, without a server. server.ts lists what is known about Tally's responses. */
export function tallyRoutes(organization: Organization, options: RouteOptions): Hono<Known> {
  const { pageSize, now } = options;
  const { behavior } = organization;
  const lists = new DelayedLists(organization, now);
  const app = new Hono<Known>();
  app.notFound(c => c.json({ message: "Not found" }, 404));

  app.use(async (c, next) => {
    const { limit, remaining, reset, isExceeded } = options.rate.count();
    c.header("X-RateLimit-Limit", String(limit));
    c.header("X-RateLimit-Remaining", String(remaining));
    c.header("X-RateLimit-Reset", String(reset));
    if (!isExceeded) return next();
    const retryAfter = retryAfterIn(behavior, now(), reset);
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

  const write = (c: Context<Known>, act: (by: User) => ErrorResponse | undefined): Response => {
    return concluded(
      c,
      lists.write(() => act(c.get("user"))),
    );
  };

  app.get(`${perOrganization}/users`, c => {
    if (!canList(c.get("user"), organization.owner, behavior)) return concluded(c, forbidden);
    const { users } = lists.readFor(c.get("user"));
    return c.json(users.map(user => userBody(user, organization)));
  });

  app.delete(`${perOrganization}/users/:userId`, c => {
    return write(c, by => organization.removeUser(c.req.param("userId"), by));
  });

  app.get(`${perOrganization}/invites`, c => {
    if (!canList(c.get("user"), organization.owner, behavior)) return concluded(c, forbidden);
    const { invites } = lists.readFor(c.get("user"));
    return c.json(invites.map(invite => organizationInviteBody(invite, organization)));
  });

  app.post(`${perOrganization}/invites`, async c => {
    const request = readInviteRequest(c.req.header("content-type"), await c.req.text());
    if ("problem" in request) return invalid(c, request.problem);
    return write(c, by => organization.invite(request.value, by));
  });

  app.delete(`${perOrganization}/invites/:inviteId`, c => {
    return write(c, by => organization.cancelInvite(c.req.param("inviteId"), by));
  });

  app.get("/workspaces", c => {
    const read = readPage(c.req.query("page"));
    if ("problem" in read) return invalid(c, read.problem);
    const page = read.value;
    const listed = lists.readFor(c.get("user"));
    const items = listed.workspaces.map(workspace => ({
      ...workspaceBody(workspace, listed, organization),
      folders: [],
    }));
    if (behavior.workspacesShape === "bare") return c.json(items);
    return c.json({
      items: items.slice((page - 1) * pageSize, page * pageSize),
      page,
      limit: pageSize,
      total: listed.total,
      hasMore: page * pageSize < items.length,
    });
  });

  app.get("/workspaces/:workspaceId", c => {
    const listed = lists.readFor(c.get("user"));
    const workspace = listed.workspaces.find(({ id }) => id === c.req.param("workspaceId"));
    return workspace
      ? c.json(workspaceBody(workspace, listed, organization))
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

/** Returns the response to a write. If it succeeded, the response has no body, so neither IDs nor results by address (documented). */
function concluded(c: Context, failure: ErrorResponse | undefined): Response {
  if (!failure) return c.body(null, 204);
  if (failure.status === 400) return invalid(c, failure.message);
  return c.json({ message: failure.message }, failure.status);
}

function retryAfterIn({ retryAfter }: Behavior, now: number, reset: number): string | undefined {
  switch (retryAfter) {
    case "absent":
      return undefined;
    case "seconds":
      return String(Math.max(Math.ceil(reset - now / 1000), 0));
    case "date":
      return new Date(reset * 1000).toUTCString();
  }
}
