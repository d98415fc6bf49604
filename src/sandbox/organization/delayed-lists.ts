import type { ErrorResponse, Invite, User, Workspace } from "./model.ts";
import type { Organization } from "./organization.ts";
import { invitesSeenBy, workspacesSeenBy } from "./visibility.ts";

/** The data of the lists at one moment. */
interface Records {
  readonly users: readonly User[];
  readonly workspaces: readonly Workspace[];
  readonly invites: readonly Invite[];
}

/** The data that one read of a list may show a user. */
export interface DelayedItem extends Records {
  /** Number of workspaces, as the list of workspaces counts them. */
  readonly total: number;
}

/** After this time, every read shows a write. In milliseconds. Tally doesn't document it, and Rollcall assumes the same. */
const maxDelayMs = 9 * 60_000;

/** The lists as reads see them, which may lag behind by some reads. Writes always see the current data. */
export class DelayedLists {
  readonly #organization: Organization;
  readonly #now: () => number;
  /** The data before each write that reads don't see yet, oldest first. */
  #before: { readonly records: Records; readonly at: number; readsLeft: number }[] = [];

  constructor(organization: Organization, now: () => number) {
    this.#organization = organization;
    this.#now = now;
  }

  /** Performs a write. The next `delayedReads` reads don't see it. */
  write(act: () => ErrorResponse | undefined): ErrorResponse | undefined {
    const { users, workspaces, invites, behavior } = this.#organization;
    if (behavior.delayedReads === 0) return act();
    const records = structuredClone({ users, workspaces, invites });
    const failure = act();
    if (!failure || failure.hasEffect)
      this.#before.push({ records, at: this.#now(), readsLeft: behavior.delayedReads });
    return failure;
  }

  /** Counts one read, and returns what it may show a user. */
  readFor(user: User): DelayedItem {
    const { users, workspaces, invites } = this.#recordsNow();
    const { behavior } = this.#organization;
    const seen = workspacesSeenBy(user, workspaces, behavior);
    const counted = behavior.total === "all" ? workspaces : seen;
    const shownInvites = invitesSeenBy(user, invites, behavior);
    return { users, workspaces: seen, invites: shownInvites, total: counted.length };
  }

  #recordsNow(): Records {
    const now = this.#now();
    this.#before = this.#before.filter(({ at }) => now - at < maxDelayMs);
    const [oldest] = this.#before;
    for (const before of this.#before) before.readsLeft -= 1;
    this.#before = this.#before.filter(({ readsLeft }) => readsLeft > 0);
    return oldest?.records ?? this.#organization;
  }
}
