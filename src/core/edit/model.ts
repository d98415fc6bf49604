import type { Declarations } from "../config/declarations.ts";
import type { Config } from "../config/model.ts";
import type { Source } from "../source/source.ts";
import type { Address, Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";

/** A configuration, and the files that it was read from, with the main file first. */
export interface ConfigSources {
  readonly config: Config;
  readonly sources: readonly Source[];
  readonly declared: Declarations;
}

/** Names that members.yaml declares. */
export interface DeclaredNames {
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
}

/** The access to give a person. */
export interface AddRequest extends DeclaredNames {
  readonly address: Address;
  /** The email address as it will appear in the file. */
  readonly written: string;
  /** The last day of access. none: remove the last day. */
  readonly expires?: Day | "none" | undefined;
  readonly resend?: Day | undefined;
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** The file to write to, if there are several. */
  readonly file?: string | undefined;
}

/** The access to remove from a person. Without names, all of it. */
export interface RemoveRequest extends DeclaredNames {
  readonly email: Email;
}

/** The values of an item of `members`. */
export type MemberFields = Readonly<Record<string, unknown>>;

/** A change to one item of the `members` list of a file. */
export interface MemberEdit {
  readonly file: string;
  readonly index: number;
  /** Undefined to insert an item. */
  readonly before: MemberFields | undefined;
  /** Undefined to remove the item. */
  readonly after: MemberFields | undefined;
}
