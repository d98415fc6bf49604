import type { Io } from "../../io/io.ts";
import { unsavedPath } from "../../reconcile/stores/recorder.ts";

/** Prints the lines of a run that could not be written to its state file. */
export function printUnsaved({ stderr }: Io, state: string, lines: string, isSaved: boolean): void {
  const saved = isSaved ? ` They are saved in ${unsavedPath}.` : "";
  stderr.write(
    `Couldn't add these lines to ${state}.${saved} Append the lines that the state file lacks, and push it if it is on a branch. Otherwise, the next run reports the calls as unconfirmed.\n${lines}`,
  );
}
