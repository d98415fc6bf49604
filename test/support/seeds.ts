import type { OrganizationSeed } from "../../src/sandbox/seed.ts";

/** Ada owns the organization, Grace holds the key and is in research only. */
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
