import type { Declarations } from "../config/declarations.ts";
import type { Config } from "../config/model.ts";
import type { Source } from "../source/source.ts";
import type { Address, Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { EditRefusal } from "./failure.ts";

/** A configuration with the files that it was read from, the main one first. */
export interface ConfigSources {
  readonly config: Config;
  readonly sources: readonly Source[];
  readonly declared: Declarations;
}

/** Declared names. */
export interface DeclaredNames {
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
}

/** What somebody should get. */
export interface AddRequest extends DeclaredNames {
  readonly address: Address;
  /** The address as it is written into the file. */
  readonly written: string;
  readonly expires?: Day | undefined;
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** The file to write to, where there are several. */
  readonly file?: string | undefined;
}

/** What somebody should lose: all they have where nothing is named. */
export interface RemoveRequest extends DeclaredNames {
  readonly email: Email;
}

/** One change of one file's list of members. */
export type MemberEdit = { readonly file: string; readonly index: number } & (
  | { readonly edit: "insert"; readonly fields: MemberFields }
  | { readonly edit: "remove" }
  | ({
      readonly edit: "extend";
      readonly texts: readonly (readonly [key: string, text: string])[];
    } & DeclaredNames)
  | ({ readonly edit: "reduce" } & DeclaredNames)
);

/** What is to be edited, at most once in each file. No edits: the files say so already. */
export type PlannedEdit =
  | { readonly ok: true; readonly edits: readonly MemberEdit[] }
  | { readonly ok: false; readonly refusal: EditRefusal };

/** What is written of one person, key by key. */
export type MemberFields = readonly (readonly [key: string, value: string | readonly string[]])[];
