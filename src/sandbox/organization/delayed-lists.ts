import type { ErrorResponse, Invite, User, Workspace } from "./model.ts";
import type { Organization } from "./organization.ts";
import { invitesSeenBy, workspacesSeenBy } from "./visibility.ts";

/** What lists are made of, at one moment. */
interface Records {
  readonly users: readonly User[];
  readonly workspaces: readonly Workspace[];
  readonly invites: readonly Invite[];
}

/** What one read of a list may show a user. */
export interface DelayedItem extends Records {
  /** How many workspaces there are, as the listing of workspaces counts them. */
  readonly total: number;
}

/** After so long, every read sees a write, in milliseconds: an assumption that Rollcall shares (tally-api.md, U16). */
const maxDelayMs = 9 * 60_000;

/** What reads of lists see, which may be some reads behind. Writes themselves see what is. */
export class DelayedLists {
  readonly #organization: Organization;
  readonly #now: () => number;
  /** What was before each write that is not seen yet, the oldest first. */
  #before: { readonly records: Records; readonly at: number; readsLeft: number }[] = [];

  constructor(organization: Organization, now: () => number) {
    this.#organization = organization;
    this.#now = now;
  }

  /** Carries out a write, which so many reads from now on do not see. */
  write(act: () => ErrorResponse | undefined): ErrorResponse | undefined {
    const { users, workspaces, invites, behavior } = this.#organization;
    if (behavior.readsBehind === 0) return act();
    const records = structuredClone({ users, workspaces, invites });
    const failure = act();
    if (!failure || failure.hasEffect)
      this.#before.push({ records, at: this.#now(), readsLeft: behavior.readsBehind });
    return failure;
  }

  /** Counts one read and gives what it may show a user. */
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
