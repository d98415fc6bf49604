import type { Location } from "../diagnostics/location.ts";
import type { Day } from "../values/day.ts";

/** Why members.yaml is not edited as somebody asked. */
export type EditFailure =
  /** Somebody new without a workspace or a group. */
  | { readonly problem: "no-grants"; readonly email: string; readonly file: string }
  /** Somebody new whose access would have ended already. */
  | { readonly problem: "past-end"; readonly email: string; readonly expires: Day }
  /** `isOther`: a group where a workspace is meant, or a workspace where a group is. */
  | {
      readonly problem: "unknown-workspace" | "unknown-group";
      readonly name: string;
      readonly suggestion: string | undefined;
      readonly isOther: boolean;
    }
  /** The last day holds for all that stands at a place, so that it cannot be given for a part of it. */
  | {
      readonly problem: "other-end";
      readonly email: string;
      readonly expires: Day | undefined;
      readonly asked: Day;
      readonly location: Location;
    }
  /** What stands there has ended, so that nothing which is added to it would be desired. */
  | { readonly problem: "ended"; readonly email: string; readonly expires: Day; readonly location: Location }
  /** A workspace that somebody has through groups can only be taken away with them. */
  | {
      readonly problem: "through-groups";
      readonly email: string;
      readonly workspace: string;
      readonly groups: readonly string[];
      readonly location: Location;
    }
  | { readonly problem: "not-a-member"; readonly email: string; readonly suggestion: string | undefined }
  /** The file writes it in a way that cannot be changed without changing more, such as an alias. */
  | { readonly problem: "not-editable"; readonly location: Location }
  | { readonly problem: "several-files"; readonly files: readonly string[] }
  | { readonly problem: "no-such-file"; readonly file: string; readonly files: readonly string[] }
  /** Somebody else wrote to the file at the same time. */
  | { readonly problem: "changed-meanwhile"; readonly file: string };
