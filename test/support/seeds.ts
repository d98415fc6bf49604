import { type Behavior, defaultBehavior } from "../../src/sandbox/organization/behavior.ts";
import type { OrganizationSeed } from "../../src/sandbox/organization/seed.ts";
import type { SandboxOptions } from "../../src/sandbox/server.ts";

/** The content of a `tally.json`. */
type TallyFile = OrganizationSeed & Pick<SandboxOptions, "behavior" | "pageSize" | "limit">;

/** An organization that Ada owns. The API key belongs to Grace, who is only in research. */
export const graceHoldsTheKey: OrganizationSeed = {
  organization: "kwob3J",
  owner: { email: "ada@example.com" },
  keyUser: "grace@example.com",
  people: [{ email: "grace@example.com", name: "Grace Brewster Hopper" }],
  workspaces: [
    {
      id: "wLDNPp",
      name: "marketing",
      members: ["ada@example.com"],
      invites: [{ email: "alan@example.com", createdBy: "ada@example.com" }],
    },
    {
      id: "npe1DB",
      name: "research",
      members: ["ada@example.com", "grace@example.com"],
      invites: ["barbara@example.com"],
    },
  ],
};

/** Reads a `tally.json`. Throws if a key is missing, or is unknown at the top level or in `behavior`. */
export function readTally(text: string): SandboxOptions {
  const { behavior = {}, pageSize, limit, ...seed } = JSON.parse(text) as TallyFile;
  const unknown = [
    ...Object.keys(seed).filter(key => !(key in seedKeys)),
    ...Object.keys(behavior).filter(key => !behaviorKeys.has(key)),
  ];
  if (unknown.length > 0) throw new Error(`tally.json: unknown keys ${unknown.join(", ")}`);
  const missing = Object.entries(seedKeys).filter(([key, isRequired]) => isRequired && !(key in seed));
  if (missing.length > 0)
    throw new Error(`tally.json: missing keys ${missing.map(([key]) => key).join(", ")}`);
  return {
    seed,
    behavior,
    ...(pageSize !== undefined && { pageSize }),
    ...(limit !== undefined && { limit }),
  };
}

/** The keys of a seed, and whether they are required. */
const seedKeys = {
  organization: true,
  owner: true,
  keyUser: false,
  plan: false,
  people: false,
  workspaces: true,
} satisfies Record<keyof OrganizationSeed, boolean>;

const behaviorKeys = new Set<string>([
  ...Object.keys(defaultBehavior),
  "pendingWithNewWorkspaces" satisfies keyof Behavior,
]);
