import type { Behavior } from "../organization/behavior.ts";
import { DelayedLists } from "../organization/delayed-lists.ts";
import type { ErrorResponse, User } from "../organization/model.ts";
import type { Organization } from "../organization/organization.ts";
import { canList } from "../organization/visibility.ts";
import { jsonResponse, type MockRequest, type MockResponse } from "./message.ts";
import type { RateCount, RateWindow } from "./rate-window.ts";
import { checkQuery, readInviteRequest, readPage } from "./read-request.ts";
import { currentUserBody, organizationInviteBody, userBody, workspaceBody } from "./response-bodies.ts";

/** The options of the routes. */
export interface RouteOptions {
  readonly key: string;
  readonly pageSize: number;
  readonly rate: RateWindow;
  readonly now: () => number;
}

const unauthorized = jsonResponse(401, { message: "Unauthorized" });
const unknownPath = jsonResponse(404, { message: "Not found" });
const forbidden: ErrorResponse = { status: 403, message: "Forbidden" };

/** Returns the API of one organization, without a server. mock-tally.ts lists what is known about Tally's responses. */
export function tallyRoutes(
  organization: Organization,
  { key, pageSize, rate, now }: RouteOptions,
): (request: MockRequest) => MockResponse {
  const { behavior } = organization;
  const lists = new DelayedLists(organization, now);
  const write = (act: () => ErrorResponse | undefined) => concluded(lists.write(act));
  const listAs = (user: User, list: () => object[]): MockResponse =>
    canList(user, organization.owner, behavior) ? jsonResponse(200, list()) : concluded(forbidden);

  const routeInOrganization = (
    { method, headers, body }: MockRequest,
    [list, id, ...rest]: readonly string[],
    user: User,
  ): MockResponse => {
    if (rest.length > 0) return unknownPath;
    switch (`${method} ${list}${id === undefined ? "" : "/"}`) {
      case "GET users":
        return listAs(user, () => lists.readFor(user).users.map(one => userBody(one, organization)));
      case "DELETE users/":
        return write(() => organization.removeUser(id ?? "", user));
      case "GET invites":
        return listAs(user, () =>
          lists.readFor(user).invites.map(one => organizationInviteBody(one, organization)),
        );
      case "POST invites": {
        const request = readInviteRequest(headers["content-type"], body);
        if ("problem" in request) return invalid(request.problem);
        return write(() => organization.invite(request.value, user));
      }
      case "DELETE invites/":
        return write(() => organization.cancelInvite(id ?? "", user));
      default:
        return unknownPath;
    }
  };

  const listWorkspaces = (page: number, user: User): MockResponse => {
    const listed = lists.readFor(user);
    const items = listed.workspaces.map(workspace => ({
      ...workspaceBody(workspace, listed, organization),
      folders: [],
    }));
    if (behavior.workspacesShape === "bare") return jsonResponse(200, items);
    return jsonResponse(200, {
      items: items.slice((page - 1) * pageSize, page * pageSize),
      page,
      limit: pageSize,
      total: listed.total,
      hasMore: page * pageSize < items.length,
    });
  };

  const showWorkspace = (id: string, user: User): MockResponse => {
    const listed = lists.readFor(user);
    const workspace = listed.workspaces.find(one => one.id === id);
    return workspace
      ? jsonResponse(200, workspaceBody(workspace, listed, organization))
      : jsonResponse(404, { message: "Workspace not found" });
  };

  const route = (request: MockRequest): MockResponse => {
    const [pathname = "", search = ""] = request.path.split("?", 2);
    const query = new URLSearchParams(search);
    const user = organization.keyUser();
    if (!user || request.headers["authorization"] !== `Bearer ${key}`) return unauthorized;
    const problem = checkQuery(query, pathname === "/workspaces" ? ["page"] : []);
    if (problem !== undefined) return invalid(problem);
    const [first, second, ...rest] = segmentsOf(pathname) ?? [];
    if (first === "organizations" && second !== undefined && rest.length > 0)
      return second === organization.id ? routeInOrganization(request, rest, user) : unauthorized;
    if (request.method !== "GET" || rest.length > 0) return unknownPath;
    switch (`${first}${second === undefined ? "" : "/"}`) {
      case "me":
      case "organizations/":
        return unauthorized;
      case "users/": {
        if (second !== "me") return unknownPath;
        const response = jsonResponse(200, currentUserBody(user, organization));
        user.updatedAt = now();
        return response;
      }
      case "workspaces": {
        const page = readPage(query.get("page") ?? undefined);
        return "problem" in page ? invalid(page.problem) : listWorkspaces(page.value, user);
      }
      case "workspaces/":
        return showWorkspace(second ?? "", user);
      default:
        return unknownPath;
    }
  };

  return request => {
    const count = rate.count();
    const response = count.isExceeded ? tooMany(behavior, now(), count) : route(request);
    return { ...response, headers: { ...response.headers, ...rateHeaders(count) } };
  };
}

/** Returns the segments of a path, or undefined if its encoding is invalid. */
function segmentsOf(pathname: string): readonly string[] | undefined {
  try {
    return pathname.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function invalid(message: string): MockResponse {
  return jsonResponse(400, { message, errorType: "VALIDATION" });
}

/** Returns the response to a write. If it succeeded, the response has no body, so neither IDs nor results by address (documented). */
function concluded(failure: ErrorResponse | undefined): MockResponse {
  if (!failure) return { status: 204, headers: {}, body: "" };
  if (failure.status === 400) return invalid(failure.message);
  return jsonResponse(failure.status, { message: failure.message });
}

function rateHeaders({ limit, remaining, reset }: RateCount): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(reset),
  };
}

function tooMany({ retryAfter }: Behavior, now: number, { reset }: RateCount): MockResponse {
  const response = jsonResponse(429, { message: "Too many requests" });
  const header = {
    absent: undefined,
    seconds: String(Math.max(Math.ceil(reset - now / 1000), 0)),
    date: new Date(reset * 1000).toUTCString(),
  }[retryAfter];
  return header === undefined
    ? response
    : { ...response, headers: { ...response.headers, "retry-after": header } };
}
