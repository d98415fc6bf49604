import type { Io } from "../../io/io.ts";
import { unsavedPath } from "../../reconcile/stores/recorder.ts";

/** Prints the lines of a run that could not be written to its state file. */
export function printUnsaved({ stderr }: Io, state: string, lines: string, isSaved: boolean): void {
  const place = isSaved ? ` They are in ${unsavedPath}.` : "";
  stderr.write(
    `These lines could not be added to ${state}.${place} Append those that the file does not hold yet, and push it if it is on a branch, or let the next run report the calls as unconfirmed.\n${lines}`,
  );
}
