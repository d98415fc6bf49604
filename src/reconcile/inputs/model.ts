import type { Config, Entry } from "../../core/config/model.ts";
import type { Diagnostic } from "../../core/diagnostics/diagnostic.ts";
import type { Location, SourceTexts } from "../../core/diagnostics/location.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { Source as SourceFile } from "../../core/source/source.ts";
import type { State } from "../../core/state/state.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";

/** The errors in the files. */
export interface InvalidFiles {
  readonly reason: "invalid-files";
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
  /** The configuration, if only the state is invalid. */
  readonly config?: Config | undefined;
}

/** Why nothing could be loaded: a failure outside the files, or invalid files. */
export type LoadProblem = Failure | InvalidFiles;

/** A valid configuration, with the files that it was read from. */
export interface LoadedConfig {
  readonly config: Config;
  readonly warnings: readonly Diagnostic[];
  /** The text of each file by its path, the main file first if there is one. */
  readonly texts: SourceTexts;
  readonly sources: readonly SourceFile[];
  /** Returns the location of an item in a `members` list. */
  locationOfEntry(entry: Entry): Location;
  /** Returns the location of the ID of a declared workspace. */
  locationOfWorkspace(id: WorkspaceId): Location;
}

/** A valid state, and what is needed to append to it. */
export interface LoadedState {
  readonly state: State;
  readonly warnings: readonly Diagnostic[];
  readonly texts: SourceTexts;
  /** Set if fetching the state failed, so that this is the version that was fetched last. */
  readonly outdated: { readonly name: string; readonly problem: string } | undefined;
  /** The texts that a new state replaces, if the user starts over. */
  readonly replaces?: readonly string[] | undefined;
}

/** Everything that a plan is made from, except what Tally shows. */
export interface Inputs {
  readonly config: Config;
  readonly state: State;
  readonly files: LoadedConfig;
  readonly stored: LoadedState;
  /** The warnings of all files, with their texts. */
  readonly warnings: readonly Diagnostic[];
  readonly texts: SourceTexts;
  readonly outdated: LoadedState["outdated"];
}
