import type { Settings } from "../config/model.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** How a configuration differs from a base. */
export interface ConfigChanges {
  /** Undefined if the base has no configuration that reads. */
  readonly policyChanges: readonly PolicyChange[] | undefined;
  /** The people whose desired grants differ, sorted by email. */
  readonly membershipChanges: readonly MembershipChange[];
}

/** What one person was and is to have. Each list is sorted, and empty if nothing is desired. */
export interface MembershipChange {
  readonly email: Email;
  readonly before: readonly WorkspaceId[];
  readonly after: readonly WorkspaceId[];
}

/** A change of what protects people, or of what gives several people access. */
export type PolicyChange =
  /** null: no domain is excluded. */
  | {
      readonly kind: "setting";
      readonly name: keyof Settings;
      readonly before: SettingValue;
      readonly after: SettingValue;
    }
  /** The name of a workspace has another ID. `people`: who has the new one. */
  | {
      readonly kind: "workspace";
      readonly name: string;
      readonly before: WorkspaceId;
      readonly after: WorkspaceId;
      readonly people: number;
    }
  /** A group gives other workspaces. `people`: who is in it. */
  | {
      readonly kind: "group";
      readonly name: string;
      readonly added: readonly WorkspaceId[];
      readonly removed: readonly WorkspaceId[];
      readonly people: number;
    }
  /** `people`: who is in the file. */
  | {
      readonly kind: "file";
      readonly path: string;
      readonly change: "added" | "removed";
      readonly people: number;
    }
  | { readonly kind: "include"; readonly pattern: string; readonly change: "added" | "removed" }
  /** The last day of access of a person who was there before. null: there is none. */
  | {
      readonly kind: "expires";
      readonly email: Email;
      readonly workspaceIds: readonly WorkspaceId[];
      readonly before: Day | null;
      readonly after: Day | null;
    }
  /** The person is invited again if the last invite went out before the day. null: none did, as far as is recorded. */
  | {
      readonly kind: "resend";
      readonly email: Email;
      readonly before: Day | null;
      readonly after: Day;
      readonly lastSent: Day | null;
    };

type SettingValue = number | string | readonly string[] | null;
