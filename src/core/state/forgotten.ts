import type { Email } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** Forgotten workspaces of a person; `all` includes every workspace. */
export type ForgottenIds = ReadonlySet<WorkspaceId> | "all";

/** When the grants of each person were last forgotten. Takes no time for each call that is open then, because there may be thousands. */
export class ForgottenGrants {
  /** The number of `forgotten` events so far. */
  count = 0;
  /** For each person, the number of the event that forgot all grants last, and of the one that forgot each grant last. */
  readonly #people = new Map<Email, { all: number; readonly byId: Map<WorkspaceId, number> }>();

  /** Forgets grants of a person: those in the given workspaces, or all if undefined. */
  add(email: Email, workspaceIds: readonly WorkspaceId[] | undefined): void {
    this.count += 1;
    const person = this.#people.get(email) ?? { all: 0, byId: new Map() };
    this.#people.set(email, person);
    if (!workspaceIds) person.all = this.count;
    for (const id of workspaceIds ?? []) person.byId.set(id, this.count);
  }

  /** Returns which of a person's workspaces were forgotten after the first `start` events. Undefined if none was. */
  after(start: number, email: Email, workspaceIds: readonly WorkspaceId[]): ForgottenIds | undefined {
    const person = this.#people.get(email);
    if (!person) return undefined;
    if (person.all > start) return "all";
    const ids = workspaceIds.filter(id => (person.byId.get(id) ?? 0) > start);
    return ids.length > 0 ? new Set(ids) : undefined;
  }
}
