import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Day } from "../values/day.ts";

/** Why Rollcall can't edit members.yaml as requested. */
export type EditFailure =
  /** A name, which is for one person, with several email addresses. */
  | { readonly problem: "several-people"; readonly count: number }
  /** A new person without a workspace or a group. */
  | { readonly problem: "no-grants"; readonly email: string; readonly file: string }
  /** A new person whose access would already have expired. */
  | { readonly problem: "already-expired"; readonly email: string; readonly expires: Day }
  /** `isOther`: a group was given as a workspace, or a workspace as a group. */
  | {
      readonly problem: "unknown-workspace" | "unknown-group";
      readonly name: string;
      readonly suggestion: string | undefined;
      readonly isOther: boolean;
    }
  /** The last day applies to the whole entry, so it can't be set for only some of its access. */
  | {
      readonly problem: "different-expiry";
      readonly email: string;
      readonly expires: Day | undefined;
      readonly asked: Day | "none";
      readonly location: Location;
    }
  /** The entry has expired, so access that is added to it would have no effect. */
  | { readonly problem: "ended"; readonly email: string; readonly expires: Day; readonly location: Location }
  /** A workspace that a person has through groups can only be removed together with the groups. */
  | {
      readonly problem: "through-groups";
      readonly email: string;
      readonly workspace: string;
      readonly groups: readonly string[];
      readonly location: Location;
    }
  | { readonly problem: "not-a-member"; readonly email: string; readonly suggestion: string | undefined }
  /** The edit would change more than it should, for example because the value is an alias. */
  | { readonly problem: "not-editable"; readonly location: Location }
  /** The file would have these errors after the edit. Their locations don't exist in the file as it is. */
  | { readonly problem: "invalid-result"; readonly errors: readonly Diagnostic[] }
  | { readonly problem: "several-files"; readonly files: readonly string[] }
  | { readonly problem: "no-such-file"; readonly file: string; readonly files: readonly string[] }
  /** The file changed during the edit. */
  | { readonly problem: "file-changed"; readonly file: string };
