import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupIntoCalls } from "../src/core/plan/group-calls.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { times } from "./support/chaos.ts";

interface Person {
  readonly address: string;
  readonly workspaceIds: readonly WorkspaceId[];
}

const workspaces = ["wLDNPp", "npe1DB", "31Wy9l"] as WorkspaceId[];
const people: fc.Arbitrary<readonly Person[]> = fc
  .array(fc.subarray(workspaces, { minLength: 1 }), { maxLength: 7 })
  .map(all => all.map((ids, index) => ({ address: `p${index}@example.com`, workspaceIds: [...ids].sort() })));

/**
 * Returns the minimum number of calls by trying every grouping in which each person is in one call, each call has people who need
 * exactly the same workspaces, and no call has more than `maxPeople`.
 */
function minCalls(people: readonly Person[], maxPeople: number): number {
  let minimum = Number.POSITIVE_INFINITY;
  const assign = (index: number, calls: readonly (readonly Person[])[]): void => {
    if (calls.length >= minimum) return;
    const person = people[index];
    if (!person) {
      minimum = calls.length;
      return;
    }
    for (const [at, call] of calls.entries()) {
      const isAlike = call.every(other => other.workspaceIds.join() === person.workspaceIds.join());
      if (isAlike && call.length < maxPeople) assign(index + 1, calls.with(at, [...call, person]));
    }
    assign(index + 1, [...calls, [person]]);
  };
  assign(0, []);
  return minimum;
}

describe("the calls of a plan", () => {
  test("groups people into the minimum number of calls without changing their grants", () => {
    const property = fc.property(people, fc.integer({ min: 1, max: 4 }), (all, maxPeople) => {
      const calls = groupIntoCalls(
        all.map(({ address, workspaceIds }) => ({ person: { address }, send: workspaceIds })),
        maxPeople,
      );
      expect(calls.length).toBe(minCalls(all, maxPeople));
      const given = calls.flatMap(call =>
        call.emails.map(address => ({ address, workspaceIds: call.workspaceIds })),
      );
      expect(given.sort((a, b) => (a.address < b.address ? -1 : 1))).toEqual(all);
      expect(calls.every(call => call.emails.length <= maxPeople)).toBe(true);
    });
    fc.assert(property, { numRuns: times(200) });
  });
});
