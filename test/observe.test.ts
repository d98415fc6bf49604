import { describe, expect, test } from "vitest";
import { foldObserved, type RawObservation } from "../src/core/tally/fold-observed.ts";
import type { Observed } from "../src/core/tally/observed.ts";
import type { Email } from "../src/core/values/address.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import { startSandbox } from "../src/sandbox/server.ts";
import { connectTally } from "../src/tally/connect.ts";
import { after } from "./support/clock.ts";

const nothing: RawObservation = {
  at: "2100-01-01T00:00:00.000Z",
  me: {},
  workspaces: [],
  total: undefined,
  invites: [],
  users: [],
};
const observe = (data: Partial<RawObservation>): Observed =>
  foldObserved({ ...nothing, ...data }, toAsciiDomain);
const personIn = (observed: Observed, email: string) => observed.people.get(email as Email);

describe("a check of Tally", () => {
  test("needs three requests and one per page of workspaces for 10,000 members", async () => {
    const everyone = Array.from({ length: 10_000 }, (_, index) => `person${index}@example.com`);
    const workspaces = Array.from({ length: 40 }, (_, index) => ({
      id: `ws${index}`,
      name: `workspace ${index}`,
      members: everyone.filter((_, at) => at % 40 === index),
    }));
    const seed = { organization: "kwob3J", owner: { email: "owner@example.com" }, workspaces };
    const sandbox = await startSandbox({ seed, pageSize: 15 });
    try {
      const clock = { now: Date.now, elapsed: Date.now, sleep: async () => {}, after };
      const access = { url: new URL(sandbox.url), key: sandbox.key, tallyVersion: undefined };
      const opening = { timeout: 30_000, stop: new AbortController().signal, onWait: () => {} };
      const observation = await connectTally({ clock, env: {} })(access, opening).reader.observe("kwob3J");
      if (!observation.ok) throw new Error(JSON.stringify(observation.problem));
      expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
        "GET /users/me",
        "GET /workspaces",
        "GET /workspaces?page=2",
        "GET /workspaces?page=3",
        "GET /organizations/kwob3J/invites",
        "GET /organizations/kwob3J/users",
      ]);
      expect([
        observation.value.people.size,
        observation.value.workspaces.size,
        observation.value.missing,
      ]).toEqual([10_001, 40, []]);
    } finally {
      await sandbox.close();
    }
  });

  test("accepts a user, an invite, and a workspace with only the required fields", () => {
    const observed = observe({
      users: [{ id: "u1", email: "ada@example.com" }],
      invites: [{ id: "i1", email: "grace@example.com" }],
      workspaces: [{ id: "w1", invites: [{ id: "i1", email: "grace@example.com" }] }],
    });
    expect(personIn(observed, "ada@example.com")).toMatchObject({
      userId: "u1",
      joined: [],
      isBlocked: false,
    });
    expect(personIn(observed, "grace@example.com")).toMatchObject({
      pending: ["w1"],
      hasUnknownInvite: false,
    });
    expect([observed.missing, observed.owner, observed.isOwnersKey]).toEqual([[], undefined, undefined]);
  });

  test("ignores optional fields of the wrong type", () => {
    const odd = {
      firstName: 7,
      isDeleted: "no",
      isBlocked: null,
      hasTwoFactorEnabled: 1,
      createdAt: "soon",
      workspaceIds: "w1",
    };
    const observed = observe({
      me: { ...odd, isOrganizationOwner: "yes", organizationOwner: [], organizationId: 5 },
      users: [{ ...odd, id: "u1", email: "ada@example.com" }],
      invites: [{ ...odd, id: "i1", email: "grace@example.com" }],
      workspaces: [{ id: "w1", name: 3, members: {}, invites: null }],
    });
    expect(personIn(observed, "ada@example.com")).toMatchObject({
      name: undefined,
      hasTwoFactor: undefined,
      isBlocked: false,
    });
    expect(personIn(observed, "grace@example.com")?.invites).toEqual([
      { id: "i1", createdAt: undefined, createdBy: undefined },
    ]);
    expect([observed.organization, observed.self, observed.workspaces.get("w1" as never)]).toEqual([
      undefined,
      undefined,
      "",
    ]);
  });

  test("counts unusable items, and treats the response as incomplete", () => {
    const observed = observe({
      users: [
        null,
        "ada",
        { id: "u1" },
        { email: "ada@example.com" },
        { id: "x".repeat(300), email: "eve@example.com" },
      ],
      invites: [7, { id: "i1", email: " " }],
      workspaces: [{}, { id: "../../users/me" }, { id: "w1", members: [{ id: "u2" }] }],
      total: 3,
    });
    expect([...observed.people.keys()]).toEqual([]);
    expect(observed.missing).toEqual([
      { data: "workspaces", read: 1, total: 3 },
      { data: "unreadable", count: 10 },
    ]);
  });

  test("recognizes a person by any spelling of their email address", () => {
    const observed = observe({
      users: [{ id: "u1", email: " Ada@BÜCHER.example " }],
      workspaces: [
        { id: "w1", invites: [{ id: "i1", email: "ADA@xn--bcher-kva.example", workspaceIds: ["w1", "w2"] }] },
      ],
      invites: [{ id: "i1", email: "ada@xn--bcher-kva.EXAMPLE" }],
    });
    expect(observed.people.size).toBe(1);
    expect(personIn(observed, "ada@xn--bcher-kva.example")).toMatchObject({
      userId: "u1",
      pending: ["w1", "w2"],
    });
  });

  test("keeps an email address that members.yaml doesn't allow", () => {
    const observed = observe({ users: [{ id: "u1", email: '"A, B"@example.com' }] });
    expect([...observed.people.keys()]).toEqual(['"a, b"@example.com']);
  });

  test("ignores deleted accounts even if a workspace lists them, and keeps blocked ones", () => {
    const observed = observe({
      users: [
        { id: "u1", email: "deleted@example.com", isDeleted: true },
        { id: "u2", email: "blocked@example.com", isBlocked: true },
      ],
      workspaces: [
        {
          id: "w1",
          members: [
            { id: "u1", email: "deleted@example.com" },
            { id: "u2", email: "blocked@example.com" },
          ],
        },
      ],
    });
    expect([...observed.people.keys()]).toEqual(["blocked@example.com"]);
    expect(personIn(observed, "blocked@example.com")).toMatchObject({ isBlocked: true, joined: ["w1"] });
    expect(observed.missing).toEqual([]);
  });

  test("merges invites to one address, with the IDs of the organization's list", () => {
    const same = observe({
      invites: [{ id: "listed", email: "ada@example.com" }],
      workspaces: [
        { id: "w1", invites: [{ id: "embedded", email: "Ada@example.com", workspaceIds: ["w1"] }] },
      ],
    });
    expect(personIn(same, "ada@example.com")).toMatchObject({
      pending: ["w1"],
      hasUnknownInvite: false,
      invites: [{ id: "listed" }],
    });
    expect(same.missing).toEqual([]);
    const two = observe({
      invites: [
        { id: "i1", email: "ada@example.com" },
        { id: "i2", email: "ada@example.com" },
      ],
      workspaces: [{ id: "w1", invites: [{ id: "i1", email: "ada@example.com", workspaceIds: ["w1"] }] }],
    });
    expect(personIn(two, "ada@example.com")).toMatchObject({ pending: ["w1"], hasUnknownInvite: true });
  });

  test("reports people as missing data if only a workspace lists them", () => {
    const observed = observe({
      workspaces: [
        {
          id: "w1",
          members: [{ id: "u1", email: "ada@example.com" }],
          invites: [{ id: "i1", email: "eve@example.com" }],
        },
      ],
    });
    expect(observed.missing).toEqual([
      { data: "members", count: 1 },
      { data: "invites", count: 1 },
    ]);
  });

  test.each([
    ["confirms it", { isOrganizationOwner: true }, true],
    ["denies it", { isOrganizationOwner: false }, false],
    [
      "names the key's user as the owner",
      { organizationOwner: { id: "u1", email: "ada@example.com" } },
      true,
    ],
    ["names another owner", { organizationOwner: { id: "u2", email: "grace@example.com" } }, false],
    ["doesn't mention it", {}, undefined],
  ])("detects whether the key is the owner's if Tally %s", (_, fields, isOwnersKey) => {
    const observed = observe({
      me: { id: "u1", email: "ada@example.com", organizationId: "kwob3J", ...fields },
    });
    expect(observed).toMatchObject({ organization: "kwob3J", self: "ada@example.com", isOwnersKey });
  });
});
