import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type RecordedExchange, readContract } from "./openapi.ts";

const contract = readContract(readFileSync(new URL("./tally.openapi.yaml", import.meta.url), "utf8"));
const organization = "/organizations/kwob3J";
const goodInvite = { workspaceIds: ["wLDNPp", "npe1DB"], emails: "ada@example.com;grace@example.com" };

describe("a request is found wrong", () => {
  const invite = (json: unknown): RecordedExchange => ({
    method: "POST",
    path: `${organization}/invites`,
    body: JSON.stringify(json),
    status: 204,
  });
  test.each([
    {
      what: "a misspelt body key",
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
      what: "no workspace",
      request: invite({ ...goodInvite, workspaceIds: [] }),
      found: ["request/workspaceIds must NOT have fewer than 1 items"],
    },
    { what: "a torn body", request: { ...invite(0), body: "{" }, found: ["request is not JSON"] },
    {
      what: "a body where none belongs",
      request: { ...invite({}), method: "GET" },
      found: ["request has a body, but none is described"],
    },
    {
      what: "an unknown path",
      request: { ...invite({}), path: "/organizations/kwob3J/invite" },
      found: ["POST /organizations/kwob3J/invite is no operation"],
    },
    {
      what: "an unknown method",
      request: { ...invite({}), method: "PUT" },
      found: ["PUT /organizations/kwob3J/invites is no operation"],
    },
    {
      what: "an unknown query key",
      request: { ...invite(0), method: "GET", path: "/workspaces?limit=9", body: "" },
      found: ["query parameter limit is unknown"],
    },
    {
      what: "a page that is no number",
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
  ])("for $what", ({ request, found }) => {
    expect(contract.checkRequest(request)).toEqual(found);
  });
});

describe("an answer is found wrong", () => {
  const counts = {
    "x-ratelimit-limit": "100",
    "x-ratelimit-remaining": "99",
    "x-ratelimit-reset": "1774533375",
  };
  const answered = (path: string, status: number, body: string, headers = counts) => ({
    method: "GET",
    path,
    body: "",
    status,
    response: { headers, body },
  });
  test.each([
    {
      what: "an unlisted status",
      exchange: answered("/users/me", 418, "{}"),
      found: ["status 418 is not listed"],
    },
    {
      what: "a wrong type",
      exchange: answered("/users/me", 200, '{"id":7}'),
      found: ["answer/id must be string"],
    },
    {
      what: "a wrong type behind references",
      exchange: answered("/workspaces/w", 200, '{"id":"w","members":[{"isDeleted":"no"}]}'),
      found: ["answer/members/0/isDeleted must be boolean"],
    },
    {
      what: "a date that is none",
      exchange: answered("/users/me", 200, '{"createdAt":"yesterday"}'),
      found: ['answer/createdAt must match format "date-time"'],
    },
    {
      what: "null where it is not nullable",
      exchange: answered("/users/me", 200, '{"avatarUrl":null,"email":null}'),
      found: ["answer/email must be string"],
    },
    {
      what: "a missing key",
      exchange: answered("/workspaces", 200, '{"items":[],"page":1,"limit":50,"total":0}'),
      found: ["answer must have required property 'hasMore'"],
    },
    { what: "a page of HTML", exchange: answered("/users/me", 403, "<html>"), found: ["answer is not JSON"] },
    {
      what: "an error of the wrong shape",
      exchange: answered("/users/me", 404, '{"message":1}'),
      found: ["answer/message must be string"],
    },
    {
      what: "a body after 204",
      exchange: { ...answered(`${organization}/invites/i`, 204, "{}"), method: "DELETE" },
      found: ["answer has a body, but none is described"],
    },
    {
      what: "a missing count",
      exchange: answered("/users/me", 200, "{}", { ...counts, "x-ratelimit-remaining": "" }),
      found: ["header x-ratelimit-remaining is not an integer"],
    },
    {
      what: "an unknown operation",
      exchange: answered("/forms", 200, "{}"),
      found: ["GET /forms is no operation"],
    },
  ])("for $what", ({ exchange, found }) => {
    expect(contract.checkAnswer(exchange)).toEqual(found);
  });

  test("but not where no whole answer was sent", () => {
    const { response: _, ...reset } = { ...answered("/users/me", 200, ""), status: "reset" };
    expect(contract.checkAnswer(reset)).toEqual([]);
  });
});
