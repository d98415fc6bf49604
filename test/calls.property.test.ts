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
 * The least number of calls by trying every way to put people together: nobody stands in two calls, and a call gives each of its
 * people exactly what they need, no more than so many to a call.
 */
function fewestCalls(people: readonly Person[], most: number): number {
  let minimum = Number.POSITIVE_INFINITY;
  const place = (index: number, calls: readonly (readonly Person[])[]): void => {
    if (calls.length >= minimum) return;
    const person = people[index];
    if (!person) {
      minimum = calls.length;
      return;
    }
    for (const [at, call] of calls.entries()) {
      const isAlike = call.every(other => other.workspaceIds.join() === person.workspaceIds.join());
      if (isAlike && call.length < most) place(index + 1, calls.with(at, [...call, person]));
    }
    place(index + 1, [...calls, [person]]);
  };
  place(0, []);
  return minimum;
}

describe("the calls of a plan", () => {
  test("are the fewest that name nobody twice and give nobody anything else, by trying all", () => {
    const property = fc.property(people, fc.integer({ min: 1, max: 4 }), (all, most) => {
      const calls = groupIntoCalls(
        all.map(({ address, workspaceIds }) => ({ person: { address }, send: workspaceIds })),
        most,
      );
      expect(calls.length).toBe(fewestCalls(all, most));
      const given = calls.flatMap(call =>
        call.emails.map(address => ({ address, workspaceIds: call.workspaceIds })),
      );
      expect(given.sort((a, b) => (a.address < b.address ? -1 : 1))).toEqual(all);
      expect(calls.every(call => call.emails.length <= most)).toBe(true);
    });
    fc.assert(property, { numRuns: times(200) });
  });
});
