import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { formatEvent, formatHeader } from "../../src/core/state/events.ts";
import type { WorkspaceId } from "../../src/core/values/workspace-id.ts";
import type { Fault } from "../../src/sandbox/http/faults.ts";
import type { RecordedRequest } from "../../src/sandbox/http/recorder.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import type { Environment, LockHolder, Machine } from "./environment.ts";
import { SimulatedProcess } from "./process.ts";
import { Remote } from "./remote.ts";
import {
  type Incident,
  type RunSchedule,
  type Schedule,
  type userActions,
  wireFaults,
  workspaceIds,
} from "./schedule.ts";

/** A finished run. */
export interface PlayedRun {
  /** The index of its first request, and the index after its last. */
  readonly from: number;
  readonly to: number;
  readonly couldRecord: boolean;
  readonly exit: readonly (number | undefined)[];
  /** The lines of the state file that it added. */
  readonly added: readonly string[];
  readonly output: string;
}

/** What happened to a person in Tally without Rollcall. */
export type OutsideChange = "accepted" | "left" | "invited";

export const addressOf = (person: number) => `p${person}@example.com`;
/** What happens to a call with a malformed address. */
const malformedEffects = {
  "rejects-all": "is rejected as a whole",
  "rejects-one": "is rejected, but invites the others",
  skipped: "is accepted, and invites the others",
};
const owner = "owner@example.com";
const colleague = "colleague@example.com";

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "rollcall-chaos-"));
}

function wholeLines(text: string): readonly string[] {
  return text.split("\n").slice(0, -1);
}

/** How long a request is suspended, in milliseconds: so short that it can still be sent afterward. */
const requestSuspensionMs = 4 * 60_000;

/** An organization in a real sandbox, one or two machines with real folders, and a clock that advances with waits and requests. */
export class World implements Environment {
  readonly schedule: Schedule;
  readonly remote: Remote;
  readonly machines: readonly [Machine, ...Machine[]];
  /** The lines that another writer added to the state. */
  readonly foreignLines: string[] = [];
  readonly counts = new Map<string, number>();
  readonly runs: PlayedRun[] = [];
  /** The email addresses that another user's invites were sent to. */
  readonly othersEmails: string[] = [];
  /** The workspaces of another user's invites, by email address. */
  readonly othersInvites = new Map<string, Set<string>>();
  readonly outsideChanges = new Map<string, Set<OutsideChange>>();
  readonly deleted = new Set<string>();
  holder: LockHolder | undefined;
  elapsed = 0;
  /** The value of `elapsed` when each request arrived. */
  readonly requestedAt: number[] = [];
  #offset = Date.parse("2026-11-23T12:00:00Z");
  #sandbox: Sandbox | undefined;
  #alarms = new Set<() => void>();
  #ids = 0;
  #processes: SimulatedProcess[] = [];
  /** The exit codes of applies that began while a process was suspended. */
  #others: Promise<number | undefined>[] = [];
  #incidents: Incident[] = [];
  #requests = 0;
  #posts = 0;
  #pauses = 0;
  #operations = 0;
  #sleepsUntilResume = 0;
  #fault: Fault | undefined;
  #faultsLeft = 0;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
    this.remote = new Remote(schedule.staleReads, () => this.elapsed);
    const first = { folder: temporaryFolder(), skew: 0 };
    const second = { folder: temporaryFolder(), skew: schedule.skew };
    this.machines = schedule.store === "branch" ? [first, second] : [first];
  }

  get sandbox(): Sandbox {
    if (!this.#sandbox) throw new Error("the world has not begun");
    return this.#sandbox;
  }

  get env(): Readonly<Record<string, string>> {
    return { TALLY_API_URL: this.sandbox.url, TALLY_API_KEY: this.sandbox.key };
  }

  async begin(): Promise<void> {
    const { people, behavior } = this.schedule;
    const emailsWith = (status: "member" | "pending", workspace: number) =>
      people.flatMap((one, index) =>
        // A person whose address Tally rejects can't be in it.
        one.initialStatus === status && one.has.includes(workspace) && !one.isMalformed
          ? [addressOf(index)]
          : [],
      );
    const emailsOf = (is: "isMalformed" | "isNeverShown") =>
      people.flatMap((one, index) => (one[is] ? [addressOf(index)] : []));
    this.#sandbox = await startSandbox({
      seed: {
        organization: "kwob3J",
        owner: { email: owner },
        people: [{ email: colleague }],
        workspaces: workspaceIds.map((id, index) => ({
          id,
          name: `workspace ${index}`,
          members: [owner, colleague, ...emailsWith("member", index)],
          invites: emailsWith("pending", index),
        })),
      },
      behavior: {
        ...behavior,
        alsoMalformed: emailsOf("isMalformed"),
        acceptedButHidden: emailsOf("isNeverShown"),
      },
      pageSize: 3,
      now: () => Date.parse("2026-11-23T12:00:00Z") + this.elapsed,
      onRequest: request => this.#onRequest(request),
    });
    this.writeMembers();
    if (emailsOf("isMalformed").length > 0)
      this.count(
        `malformed address in a call that ${malformedEffects[behavior.malformedAddress ?? "rejects-all"]}`,
      );
    if (emailsOf("isNeverShown").length > 0) this.count("address that Tally accepts and never shows");
  }

  /** Returns the workspaces that members.yaml gives a person. */
  wantedBy(person: number): readonly string[] {
    const wanted = this.schedule.people[person]?.wanted ?? [];
    return workspaceIds.filter((id, index) => wanted.includes(index) && !this.deleted.has(id));
  }

  /** Writes members.yaml without the deleted workspaces. */
  writeMembers(): void {
    const left = workspaceIds.filter(id => !this.deleted.has(id));
    const members = this.schedule.people.flatMap((_, index) => {
      const wanted = this.wantedBy(index);
      return wanted.length > 0
        ? [`  - {email: ${addressOf(index)}, workspaces: [${wanted.map(id => `w${id}`).join(", ")}]}\n`]
        : [];
    });
    // Rollcall treats an empty list as a mistake.
    if (members.length === 0)
      members.push(`  - {email: ${colleague}, workspaces: [${left.map(id => `w${id}`).join(", ")}]}\n`);
    const text = `organization: kwob3J
workspaces: {${left.map(id => `w${id}: ${id}`).join(", ")}}
settings: {maxEmailsPerCall: ${this.schedule.maxEmailsPerCall}}
members:\n${members.join("")}`;
    for (const { folder } of this.machines) writeFileSync(join(folder, "members.yaml"), text);
  }

  /** Plays one run, or two at the same time, with everything that goes wrong. */
  async play({
    pause,
    incidents,
    write,
    twice,
    line,
  }: RunSchedule & { readonly line: string }): Promise<PlayedRun> {
    if (pause > 0) await this.waitForTally(pause);
    this.#incidents = [...incidents];
    this.#requests = 0;
    this.#posts = 0;
    this.#pauses = 0;
    this.#operations = 0;
    const from = this.sandbox.requests.length;
    const before = wholeLines(this.stateText());
    const [first, second = first] = this.machines;
    this.#processes = (twice ? [first, second] : [first]).map(machine => new SimulatedProcess(this, machine));
    if (twice) this.count("second apply at the same time");
    const runs = this.#processes.map((one, index) =>
      one.run(this.#lineFor(line), index === 0 ? write : undefined),
    );
    const exit = [...(await Promise.all(runs)), ...(await Promise.all(this.#others.splice(0)))];
    this.#incidents = [];
    this.#faultsLeft = 0;
    await this.sandbox.resume();
    const run = {
      from,
      to: this.sandbox.requests.length,
      couldRecord: this.#processes.every(one => one.couldRecord),
      exit,
      added: wholeLines(this.stateText()).slice(before.length),
      output: this.#processes.map(one => one.output.join("")).join("----\n"),
    };
    this.runs.push(run);
    return run;
  }

  async applyElsewhere(than: Machine): Promise<void> {
    const machine = this.machines.find(one => one !== than) ?? than;
    const other = new SimulatedProcess(this, machine);
    this.#processes.push(other);
    this.#others.push(other.run(this.#lineFor("apply --yes"), undefined));
    await this.#others.at(-1);
  }

  #lineFor(line: string): string {
    return this.schedule.store === "branch" ? `${line} --state-branch members-state` : line;
  }

  /** Returns the text of the state, or an empty text if there is none. */
  stateText(): string {
    if (this.schedule.store === "branch") return this.remote.text;
    return existsSync(this.#statePath) ? readFileSync(this.#statePath, "utf8") : "";
  }

  get #statePath(): string {
    return join(this.machines[0].folder, "members.state.jsonl");
  }

  atOperation(): void {
    this.#operations += 1;
    this.#happenIf(({ type, nth }) => type === "foreign write" && nth === this.#operations);
  }

  /** Lets time pass, and reads from Tally until it shows everything. */
  async waitForTally(milliseconds: number): Promise<void> {
    const headers = { authorization: `Bearer ${this.sandbox.key}`, "user-agent": "chaos" };
    // The first request on a connection that the sandbox has closed fails.
    const list = () => fetch(`${this.sandbox.url}/organizations/kwob3J/users`, { headers });
    this.pass(milliseconds);
    for (let read = 0; read < (this.schedule.behavior.delayedReads ?? 0); read += 1) await list().catch(list);
    this.pass(60_000);
  }

  acceptAllInvites(): void {
    const { organization } = this.sandbox;
    for (const email of new Set(organization.invites.map(invite => invite.email))) organization.accept(email);
    this.count("all pending invites accepted");
  }

  async end(): Promise<void> {
    await this.#sandbox?.close();
    for (const { folder } of this.machines) rmSync(folder, { recursive: true, force: true });
  }

  wallTime(): number {
    return this.#offset + this.elapsed;
  }

  pass(milliseconds: number): void {
    this.elapsed += Math.max(milliseconds, 0);
  }

  async slept(): Promise<void> {
    this.#pauses += 1;
    this.#happenIf(({ type, nth }) => type === "SIGTERM in a pause" && nth === this.#pauses);
    await setImmediate();
    if (this.#sleepsUntilResume === 0) return;
    this.#sleepsUntilResume -= 1;
    if (this.#sleepsUntilResume === 0) await this.sandbox.resume();
  }

  setAlarm(milliseconds: number, ring: () => void): () => void {
    const alarm = () => {
      this.pass(milliseconds);
      ring();
    };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  newId(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  async #onRequest(request: RecordedRequest): Promise<void> {
    this.pass(40);
    this.requestedAt.push(this.elapsed);
    this.#requests += 1;
    if (request.method !== "GET") this.#posts += 1;
    const [requests, posts] = [this.#requests, this.#posts];
    const isDue = ({ type, onPost, nth }: Incident) => {
      if (type === "SIGTERM in a pause" || type === "foreign write") return false;
      return onPost ? request.method !== "GET" && posts === nth : requests === nth;
    };
    const isSuspended = this.#incidents.some(one => one.type === "suspended during a request" && isDue(one));
    this.#happenIf(isDue);
    if (isSuspended) await (this.holder ?? this.#processes[0])?.suspend(requestSuspensionMs);
    if (this.#faultsLeft > 0 && this.#fault && !this.#isImpossible(this.#fault, request)) {
      this.#faultsLeft -= 1;
      this.sandbox.fault({ fault: this.#fault });
      if (this.#fault.kind === "hang") void this.#ringOnceHanging(request);
    }
  }

  #happenIf(isDue: (incident: Incident) => boolean): void {
    const due = this.#incidents.filter(isDue);
    this.#incidents = this.#incidents.filter(one => !due.includes(one));
    for (const incident of due) this.#happen(incident);
  }

  #happen(incident: Incident): void {
    switch (incident.type) {
      case "wire":
        this.#fault = wireFaults[incident.name];
        this.#faultsLeft = incident.times;
        this.count(incident.name);
        return;
      case "connection refused":
        this.count(incident.type);
        this.#sleepsUntilResume = incident.sleeps;
        this.sandbox.pause();
        return;
      case "user action":
        this.#act(incident.action, addressOf(incident.person % this.schedule.people.length));
        return;
      case "workspace deleted": {
        const id = workspaceIds[incident.workspace];
        if (id === undefined || this.deleted.has(id) || this.deleted.size === 2) return;
        this.sandbox.organization.deleteWorkspace(id);
        this.deleted.add(id);
        this.count(incident.type);
        return;
      }
      case "clock":
        this.#offset += incident.by;
        this.count(incident.by < 0 ? "clock goes back" : "clock goes forward");
        return;
      case "SIGTERM in a pause":
      case "SIGTERM":
        for (const one of this.#processes) one.interrupt();
        this.count(incident.type);
        return;
      case "killed during a request":
        this.#processes.find(one => one.isAlive)?.die();
        this.count(incident.type);
        return;
      case "suspended during a request":
        this.count(incident.type);
        return;
      case "foreign write":
        this.#writeAsAnotherWriter();
        return;
    }
  }

  /** Adds a line to the state, as `git pull` or a push from elsewhere does. */
  #writeAsAnotherWriter(): void {
    const id = workspaceIds.find(one => !this.deleted.has(one)) as WorkspaceId | undefined;
    const text = this.stateText();
    // Git doesn't merge anything into an incomplete line.
    if (id === undefined || (text !== "" && !text.endsWith("\n"))) return;
    const at = new Date(Date.parse("2026-11-23T12:00:00Z") + this.elapsed).toISOString();
    const line = formatEvent({ event: "adopted", at, email: colleague, workspaceIds: [id] });
    const added = (text === "" ? formatHeader("kwob3J", this.newId("lineage")) : "") + line;
    this.foreignLines.push(line);
    if (this.schedule.store === "branch") {
      this.remote.push(text + added, this.remote.head);
      this.count("foreign push to the branch");
    } else if (this.foreignLines.length % 2 === 0) {
      appendFileSync(this.#statePath, added);
      this.count("foreign line appended to the state file");
    } else {
      writeFileSync(`${this.#statePath}.foreign`, text + added);
      renameSync(`${this.#statePath}.foreign`, this.#statePath);
      this.count("foreign file renamed onto the state file");
    }
  }

  #act(action: (typeof userActions)[number], email: string): void {
    const { organization } = this.sandbox;
    const isPending = organization.invites.some(invite => invite.email === email);
    const isMember = organization.userByEmail(email) !== undefined;
    const note = (change: OutsideChange) => {
      this.outsideChanges.set(email, (this.outsideChanges.get(email) ?? new Set()).add(change));
      this.count(`a person ${action} during a run`);
    };
    switch (action) {
      case "accepts":
        if (!isPending) return;
        organization.accept(email);
        note("accepted");
        return;
      case "leaves or declines":
        if (!isPending && !isMember) return;
        organization.leave(email);
        note("left");
        return;
      case "is canceled by another user":
        if (!isPending) return;
        organization.leave(email);
        note("left");
        return;
      case "is invited by another user": {
        const by = organization.userByEmail(colleague);
        const [first] = organization.workspaces;
        if (isPending || isMember || !by || !first) return;
        const before = organization.sentEmails.length;
        organization.invite({ emails: email, workspaceIds: [first.id] }, by);
        this.othersInvites.set(email, (this.othersInvites.get(email) ?? new Set()).add(first.id));
        this.othersEmails.push(...organization.sentEmails.slice(before).map(one => one.email));
        note("invited");
      }
    }
  }

  /** Whether a fault would return 204 for a call that Tally rejects, which never happens in reality. */
  #isImpossible(fault: Fault, { method, body }: RecordedRequest): boolean {
    if (method === "GET" || fault.kind !== "raw") return false;
    const isMalformed = this.schedule.people.some(
      (one, index) => one.isMalformed && body.includes(addressOf(index)),
    );
    const isPendingAgain =
      this.schedule.behavior.pendingAgain === "rejected" &&
      this.sandbox.organization.invites.some(invite => body.includes(invite.email));
    return isMalformed || isPendingAgain || [...this.deleted].some(id => body.includes(id));
  }

  /** Ends all timeouts as soon as a request hangs, so that no test waits in real time. */
  async #ringOnceHanging(request: RecordedRequest): Promise<void> {
    while (request.status === "pending") await setImmediate();
    for (const alarm of [...this.#alarms]) alarm();
  }
}
