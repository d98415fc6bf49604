import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type RecordedExchange, readContract } from "./openapi.ts";

const contract = readContract(readFileSync(new URL("./tally.openapi.yaml", import.meta.url), "utf8"));
const organization = "/organizations/kwob3J";
const goodInvite = { workspaceIds: ["wLDNPp", "npe1DB"], emails: "ada@example.com;grace@example.com" };

describe("checkRequest", () => {
  const invite = (json: unknown): RecordedExchange => ({
    method: "POST",
    path: `${organization}/invites`,
    body: JSON.stringify(json),
    status: 204,
  });
  test.each([
    {
      what: "a misspelled body key",
      request: invite({ workspaceIds: ["w"], email: "a@b.c" }),
      found: [
        "request must have required property 'emails'",
        "request must NOT have additional properties: email",
      ],
    },
    {
      what: "an extra body key",
      request: invite({ ...goodInvite, role: "admin" }),
      found: ["request must NOT have additional properties: role"],
    },
    {
      what: "a wrong type",
      request: invite({ ...goodInvite, emails: ["a@b.c"] }),
      found: ["request/emails must be string"],
    },
    {
      what: "an empty list of workspaces",
      request: invite({ ...goodInvite, workspaceIds: [] }),
      found: ["request/workspaceIds must NOT have fewer than 1 items"],
    },
    { what: "an incomplete body", request: { ...invite(0), body: "{" }, found: ["request isn't JSON"] },
    {
      what: "an unexpected body",
      request: { ...invite({}), method: "GET" },
      found: ["request has a body, but none is described"],
    },
    {
      what: "an unknown path",
      request: { ...invite({}), path: "/organizations/kwob3J/invite" },
      found: ["POST /organizations/kwob3J/invite isn't an operation"],
    },
    {
      what: "an unknown method",
      request: { ...invite({}), method: "PUT" },
      found: ["PUT /organizations/kwob3J/invites isn't an operation"],
    },
    {
      what: "an unknown query key",
      request: { ...invite(0), method: "GET", path: "/workspaces?limit=9", body: "" },
      found: ["query parameter limit is unknown"],
    },
    {
      what: "a page that isn't a number",
      request: { ...invite(0), method: "GET", path: "/workspaces?page=x", body: "" },
      found: ["query parameter page must be integer"],
    },
    {
      what: "page zero",
      request: { ...invite(0), method: "GET", path: "/workspaces?page=0", body: "" },
      found: ["query parameter page must be >= 1"],
    },
    {
      what: "an empty path parameter",
      request: { ...invite(0), method: "GET", path: "/workspaces/", body: "" },
      found: ["path parameter workspaceId is missing"],
    },
  ])("finds $what in a request", ({ request, found }) => {
    expect(contract.checkRequest(request)).toEqual(found);
  });
});

describe("checkResponse", () => {
  const counts = {
    "x-ratelimit-limit": "100",
    "x-ratelimit-remaining": "99",
    "x-ratelimit-reset": "1774533375",
  };
  const exchangeOf = (path: string, status: number, body: string, headers = counts) => ({
    method: "GET",
    path,
    body: "",
    status,
    response: { headers, body },
  });
  test.each([
    {
      what: "an unlisted status",
      exchange: exchangeOf("/users/me", 418, "{}"),
      found: ["status 418 isn't listed"],
    },
    {
      what: "a wrong type",
      exchange: exchangeOf("/users/me", 200, '{"id":7}'),
      found: ["response/id must be string"],
    },
    {
      what: "a wrong type in a referenced schema",
      exchange: exchangeOf("/workspaces/w", 200, '{"id":"w","members":[{"isDeleted":"no"}]}'),
      found: ["response/members/0/isDeleted must be boolean"],
    },
    {
      what: "an invalid date",
      exchange: exchangeOf("/users/me", 200, '{"createdAt":"yesterday"}'),
      found: ['response/createdAt must match format "date-time"'],
    },
    {
      what: "null in a field that isn't nullable",
      exchange: exchangeOf("/users/me", 200, '{"avatarUrl":null,"email":null}'),
      found: ["response/email must be string"],
    },
    {
      what: "a missing key",
      exchange: exchangeOf("/workspaces", 200, '{"items":[],"page":1,"limit":50,"total":0}'),
      found: ["response must have required property 'hasMore'"],
    },
    {
      what: "an HTML page",
      exchange: exchangeOf("/users/me", 403, "<html>"),
      found: ["response isn't JSON"],
    },
    {
      what: "an error of the wrong shape",
      exchange: exchangeOf("/users/me", 404, '{"message":1}'),
      found: ["response/message must be string"],
    },
    {
      what: "a body after 204",
      exchange: { ...exchangeOf(`${organization}/invites/i`, 204, "{}"), method: "DELETE" },
      found: ["response has a body, but none is described"],
    },
    {
      what: "a missing rate limit header",
      exchange: exchangeOf("/users/me", 200, "{}", { ...counts, "x-ratelimit-remaining": "" }),
      found: ["header x-ratelimit-remaining isn't an integer"],
    },
    {
      what: "an unknown operation",
      exchange: exchangeOf("/forms", 200, "{}"),
      found: ["GET /forms isn't an operation"],
    },
  ])("finds $what in a response", ({ exchange, found }) => {
    expect(contract.checkResponse(exchange)).toEqual(found);
  });

  test("accepts a response that wasn't sent completely", () => {
    const { response: _, ...reset } = { ...exchangeOf("/users/me", 200, ""), status: "reset" };
    expect(contract.checkResponse(reset)).toEqual([]);
  });
});
