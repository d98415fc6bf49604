import fc from "fast-check";

/** A value in the place of some part of another. */
export interface Wound {
  readonly at: number;
  readonly value: unknown;
}

const hostileValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    "ada@example.com,evil@example.com",
    "ada@example.com;evil@example.com",
    "../../users/usr001",
    "ADA@EXAMPLE.COM",
    "",
    null,
    1e308,
    -1,
    [],
    {},
    { __proto__: null, toString: 1 },
    "x".repeat(100_000),
    Array.from({ length: 20_000 }, () => ({})),
  ),
);
/** Values in the places of parts of others, few or none. */
export const wounds: fc.Arbitrary<readonly Wound[]> = fc.array(
  fc.record({ at: fc.nat(), value: hostileValue }),
  {
    maxLength: 3,
  },
);

/** Every place in a value, and the value with another in one of them. */
export function wounded(value: unknown, { at, value: other }: Wound): unknown {
  const count = placesIn(value);
  let place = at % count;
  const visit = (one: unknown): unknown => {
    if (place === 0) {
      place -= 1;
      return other;
    }
    place -= 1;
    if (Array.isArray(one)) return one.map(visit);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(value);
}

function placesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, inner) => sum + placesIn(inner), 0);
}
