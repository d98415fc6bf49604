import type { Observed, ObserveFailure } from "../tally/observed.ts";
import type { Result } from "../values/result.ts";

/** What one look gave: what Tally shows, or why it could not be looked at. A failed read is never an empty set. */
export type Observation = Result<Observed, ObserveFailure>;

/** What may be seen of Tally. Whoever has one can change nothing. */
export interface TallyReader {
  /**
   * Reads the key's user, the workspaces page by page, the invites and the members: three requests and one for each page. An
   * organization that is not the key's is refused; where none is given, the key's own is looked at.
   */
  observe(organization: string | undefined): Promise<Observation>;
}
