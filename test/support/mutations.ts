import fc from "fast-check";

/** A replacement for one part of a JSON value. */
export interface Mutation {
  /** The number of the part in document order, modulo the number of parts. */
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
/** Up to three replacements. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({ at: fc.nat(), value: hostileValue }),
  {
    maxLength: 3,
  },
);

/** Returns a copy of a value in which one part is replaced. */
export function applyMutation(value: unknown, { at, value: other }: Mutation): unknown {
  const count = countParts(value);
  let remaining = at % count;
  const visit = (one: unknown): unknown => {
    if (remaining === 0) {
      remaining -= 1;
      return other;
    }
    remaining -= 1;
    if (Array.isArray(one)) return one.map(visit);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(value);
}

function countParts(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, inner) => sum + countParts(inner), 0);
}
