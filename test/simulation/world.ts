import { setImmediate } from "node:timers/promises";
import { type ApplyOptions, apply } from "../../src/commands/apply.ts";
import { stateResolve } from "../../src/commands/state/resolve.ts";
import { formatEvent, formatHeader } from "../../src/core/state/events.ts";
import type { WorkspaceId } from "../../src/core/values/workspace-id.ts";
import type { Fault } from "../../src/sandbox/http/faults.ts";
import type { RecordedRequest } from "../../src/sandbox/http/recorder.ts";
import { createMockTally, type MockTallyOptions } from "../../src/sandbox/mock-tally.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import type { HttpRequest } from "../../src/tally/http.ts";
import { memoryDisk, realDisk } from "./disk.ts";
import type { Environment, Machine, RunningProcess } from "./environment.ts";
import { type Delivered, memoryNetwork, type Network, socketNetwork } from "./network.ts";
import { type Command, SimulatedProcess } from "./process.ts";
import { Repository } from "./repository.ts";
import {
  type Incident,
  type RunSchedule,
  type Schedule,
  type userActions,
  type WriteIncident,
  wireFaults,
  workspaceIds,
} from "./schedule.ts";
import { Scheduler } from "./scheduler.ts";
import { faultOf, Trace } from "./trace.ts";

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

function wholeLines(text: string): readonly string[] {
  return text.split("\n").slice(0, -1);
}

/** Returns the last part of a path that isn't an ID. */
function listIn({ path }: RecordedRequest): string {
  return /^\/(?:organizations\/[^/]+\/)?([a-z]+)/.exec(path)?.[1] ?? path;
}

/** How long a request is suspended, in milliseconds: so short that it can still be sent afterward. */
const requestSuspensionMs = 4 * 60_000;

const start = Date.parse("2026-11-23T12:00:00Z");
const statePath = "members.state.jsonl";
const stateBranch = "members-state";

/** What runs in the processes of a world. */
export type RunCommand =
  | {
      readonly name: "apply";
      readonly live: boolean;
      readonly wait: boolean;
      readonly format: "text" | "json";
    }
  | { readonly name: "state resolve --as not-sent" };

/** An organization, one or two machines, and a clock that advances with waits and requests. */
export class World implements Environment {
  readonly schedule: Schedule;
  readonly scheduler: Scheduler;
  readonly repository: Repository;
  readonly machines: readonly [Machine, ...Machine[]];
  /** The lines that another writer added to the state. */
  readonly foreignLines: string[] = [];
  readonly trace = new Trace();
  readonly runs: PlayedRun[] = [];
  /** The email addresses that another user's invites were sent to. */
  readonly othersEmails: string[] = [];
  /** The workspaces of another user's invites, by email address. */
  readonly othersInvites = new Map<string, Set<string>>();
  readonly outsideChanges = new Map<string, Set<OutsideChange>>();
  readonly deleted = new Set<string>();
  /** The time in milliseconds at which each request arrived. */
  readonly requestedAt: number[] = [];
  readonly #isReal: boolean;
  #offset = start;
  #network: Network | undefined;
  #ids = 0;
  #processes: SimulatedProcess[] = [];
  /** The process whose request is being delivered. */
  #sender: RunningProcess | undefined;
  #incidents: Incident[] = [];
  #requests = 0;
  #posts = 0;
  #pauses = 0;
  #operations = 0;
  #writes = 0;
  /** The last call to Tally, and the number of its run. */
  #lastCall: { readonly request: RecordedRequest; readonly run: number } | undefined;
  #sleepsUntilResume = 0;
  #works = 0;
  #fault: { readonly name: string; readonly fault: Fault } | undefined;
  #faultsLeft = 0;
  /** Ends the timeouts of the last request through real sockets. */
  #ring: () => void = () => {};

  /** `isReal`: whether it has real files and sockets. */
  constructor(schedule: Schedule, isReal = false) {
    this.schedule = schedule;
    this.#isReal = isReal;
    this.scheduler = new Scheduler(schedule.seed, () => this.#isBusy());
    this.repository = new Repository(
      statePath,
      stateBranch,
      schedule.staleReads,
      () => this.scheduler.elapsed,
    );
    const machine = (skew: number): Machine => ({
      disk: isReal ? realDisk() : memoryDisk(),
      skew,
      holder: undefined,
    });
    this.machines = schedule.store === "branch" ? [machine(0), machine(schedule.skew)] : [machine(0)];
  }

  get network(): Network {
    if (!this.#network) throw new Error("the world has not begun");
    return this.#network;
  }

  get sandbox(): Network["tally"] {
    return this.network.tally;
  }

  get env(): Readonly<Record<string, string>> {
    return { TALLY_API_URL: this.network.url, TALLY_API_KEY: this.sandbox.key };
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
    const options: MockTallyOptions = {
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
      now: () => start + this.scheduler.elapsed,
      sleep: milliseconds => this.scheduler.sleep(milliseconds),
      onRequest: request => this.#onRequest(request),
    };
    this.#network = this.#isReal
      ? socketNetwork(await startSandbox(options), ring => {
          this.#ring = ring;
        })
      : memoryNetwork(createMockTally(options));
    this.writeMembers();
    if (emailsOf("isMalformed").length > 0)
      this.trace.count(
        `malformed address in a call that ${malformedEffects[behavior.malformedAddress ?? "rejects-all"]}`,
      );
    if (emailsOf("isNeverShown").length > 0) this.trace.count("address that Tally accepts and never shows");
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
    for (const { disk } of this.machines) disk.write("members.yaml", text);
  }

  /** Plays one run, or two at the same time, with everything that goes wrong. */
  async play({
    pause,
    incidents,
    write,
    twice,
    command,
  }: Omit<RunSchedule, "wait"> & { readonly command: RunCommand }): Promise<PlayedRun> {
    if (pause > 0) await this.waitForTally(pause);
    this.#incidents = [...incidents];
    this.#requests = 0;
    this.#posts = 0;
    this.#pauses = 0;
    this.#operations = 0;
    this.#writes = 0;
    const from = this.sandbox.requests.length;
    const before = wholeLines(this.stateText());
    const [first, second = first] = this.machines;
    if (twice) this.trace.count("second apply at the same time");
    this.#processes = [];
    for (const [index, machine] of (twice ? [first, second] : [first]).entries())
      this.#start(machine, this.#commandFor(command), index === 0 ? write : undefined);
    await this.scheduler.runUntil(() => this.#processes.every(one => one.hasEnded));
    this.#incidents = [];
    this.#faultsLeft = 0;
    await this.network.resume();
    const error = this.#processes.find(one => one.error !== undefined)?.error;
    if (error !== undefined) throw error;
    const output = this.#processes.map(one => one.output.join("")).join("----\n");
    // Rollcall asks a person to add these lines, whom the simulation doesn't have.
    const isUnsaved = output.includes("Couldn't add these lines");
    const run = {
      from,
      to: this.sandbox.requests.length,
      couldRecord: !isUnsaved && this.#processes.every(one => one.couldRecord),
      exit: this.#processes.map(one => one.exit),
      added: wholeLines(this.stateText()).slice(before.length),
      output,
    };
    this.runs.push(run);
    return run;
  }

  startApplyElsewhere(than: Machine): void {
    const machine = this.machines.find(one => one !== than) ?? than;
    this.#start(
      machine,
      this.#commandFor({ name: "apply", live: true, wait: false, format: "text" }),
      undefined,
    );
  }

  #start(machine: Machine, command: Command, write: WriteIncident | undefined): void {
    const process = new SimulatedProcess(this, machine);
    this.#processes.push(process);
    process.start(command, write);
  }

  #commandFor(command: RunCommand): Command {
    const options = {
      config: "members.yaml",
      color: false,
      timeout: 30,
      ...(this.schedule.store === "branch" && { stateBranch }),
    };
    if (command.name !== "apply")
      return (io, connect) =>
        stateResolve(
          io,
          { ...options, as: "not-sent" },
          async (access, opening) => connect(access, opening).reader,
        );
    const { live, wait, format } = command;
    const applyOptions: ApplyOptions = { ...options, live, wait, format, yes: true };
    return (io, connect) => apply(io, applyOptions, undefined, connect);
  }

  /** Returns the text of the state, or an empty text if there is none. */
  stateText(): string {
    return this.schedule.store === "branch" ? this.repository.text : this.machines[0].disk.textOf(statePath);
  }

  atOperation(step: string): void {
    this.#operations += 1;
    this.trace.reach(this.#run, "operation", this.#operations, step);
    this.#happenIf(({ type, nth }) => type === "foreign write" && nth === this.#operations, step);
  }

  atWrite(process: RunningProcess, step: string): void {
    // A schedule can put a fault only at the writes of the first process.
    if (process !== this.#processes[0]) return;
    this.#writes += 1;
    this.trace.reach(this.#run, "write", this.#writes, step);
  }

  /** The number of the run that is being played, from 1. */
  get #run(): number {
    return this.runs.length + 1;
  }

  /** Returns what the run knows about the last call. */
  #phase(): string {
    if (!this.#lastCall) return "before any call";
    const { request, run } = this.#lastCall;
    const when = run === this.#run ? "after" : "in a run after";
    if (request.status === "pending") return "during a call";
    if (request.status === 204) return `${when} an accepted call`;
    const isRejected = typeof request.status === "number" && request.status >= 400 && request.status < 500;
    return isRejected ? `${when} a rejected call` : `${when} an unconfirmed call`;
  }

  /** Lets time pass, and reads from Tally until it shows everything. */
  async waitForTally(milliseconds: number): Promise<void> {
    const { organization, key } = this.sandbox;
    const url = new URL(`${this.network.url}/organizations/${organization.id}/users`);
    const headers = { authorization: `Bearer ${key}`, "user-agent": "simulation" };
    await this.scheduler.advance(milliseconds);
    for (let read = 0; read < (this.schedule.behavior.delayedReads ?? 0); read += 1)
      await this.network.deliver({ method: "GET", url, headers });
    await this.scheduler.advance(60_000);
  }

  acceptAllInvites(): void {
    const { organization } = this.sandbox;
    for (const email of new Set(organization.invites.map(invite => invite.email))) organization.accept(email);
    this.trace.count("all pending invites accepted");
  }

  async end(): Promise<void> {
    await this.#network?.close();
    for (const { disk } of this.machines) disk.remove();
  }

  wallTime(): number {
    return this.#offset + this.scheduler.elapsed;
  }

  async deliver(sender: RunningProcess, request: HttpRequest): Promise<Delivered> {
    // No other event happens until the request has arrived.
    this.#sender = sender;
    this.#works += 1;
    try {
      return await this.network.deliver(request);
    } finally {
      this.#works -= 1;
    }
  }

  #isBusy(): boolean {
    return this.#works > 0 || this.#processes.some(one => one.isBusy);
  }

  sleeping(process: RunningProcess, milliseconds: number): void {
    this.#pauses += 1;
    const pauses = this.#pauses;
    const step = `pause ${this.#phase()}`;
    this.trace.reach(this.#run, "pause", pauses, step);
    const isDue = ({ type, nth }: Incident) => type === "SIGTERM in a pause" && nth === pauses;
    if (!this.#incidents.some(isDue)) return;
    this.scheduler.after(this.scheduler.delay(0, milliseconds), () => {
      if (!process.hasEnded) this.#happenIf(isDue, step);
    });
  }

  async slept(): Promise<void> {
    if (this.#sleepsUntilResume === 0) return;
    this.#sleepsUntilResume -= 1;
    if (this.#sleepsUntilResume === 0) await this.network.resume();
  }

  newId(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  async #onRequest(request: RecordedRequest): Promise<void> {
    this.requestedAt.push(this.scheduler.elapsed);
    const sender = this.#sender;
    this.#sender = undefined;
    // Nothing happens to the requests of the world itself.
    if (!sender) return;
    const step = `${request.method} ${listIn(request)} ${this.#phase()}`;
    const isCall = request.method !== "GET";
    this.#requests += 1;
    this.trace.reach(this.#run, "request", this.#requests, step);
    if (isCall) {
      this.#lastCall = { request, run: this.#run };
      this.#posts += 1;
      this.trace.reach(this.#run, "post", this.#posts, step);
    }
    const [requests, posts] = [this.#requests, this.#posts];
    const isDue = ({ type, onPost, nth }: Incident) => {
      if (type === "SIGTERM in a pause" || type === "foreign write") return false;
      return onPost ? isCall && posts === nth : requests === nth;
    };
    const isSuspended = this.#incidents.some(one => one.type === "suspended during a request" && isDue(one));
    this.#happenIf(isDue, step, sender);
    if (isSuspended) {
      if (!sender.hasEnded) sender.suspend(requestSuspensionMs);
      // The request waits, but the world goes on.
      this.#works -= 1;
      await this.scheduler.sleep(requestSuspensionMs);
      this.#works += 1;
    }
    if (this.#faultsLeft > 0 && this.#fault && !this.#isImpossible(this.#fault.fault, request)) {
      this.#faultsLeft -= 1;
      this.sandbox.fault({ fault: this.#fault.fault });
      this.trace.meet(this.#fault.name, step);
      if (this.#fault.fault.kind === "hang") void this.#ringOnceHanging(request);
    }
  }

  /** `sender`: the process whose request arrives, if the incidents happen at a request. */
  #happenIf(isDue: (incident: Incident) => boolean, step: string, sender?: RunningProcess): void {
    const due = this.#incidents.filter(isDue);
    this.#incidents = this.#incidents.filter(one => !due.includes(one));
    for (const incident of due)
      if (this.#takesEffect(incident, sender)) this.trace.meet(faultOf(incident), step);
  }

  /** Makes an incident happen. Returns false if it can't happen now, or if a later request meets it. */
  #takesEffect(incident: Incident, sender: RunningProcess | undefined): boolean {
    switch (incident.type) {
      case "wire":
        this.#fault = { name: incident.name, fault: wireFaults[incident.name] };
        this.#faultsLeft = incident.times;
        return false;
      case "connection refused":
        this.#sleepsUntilResume = incident.sleeps;
        this.network.pause();
        return true;
      case "user action":
        return this.#act(incident.action, addressOf(incident.person % this.schedule.people.length));
      case "workspace deleted": {
        const id = workspaceIds[incident.workspace];
        if (id === undefined || this.deleted.has(id) || this.deleted.size === 2) return false;
        this.sandbox.organization.deleteWorkspace(id);
        this.deleted.add(id);
        return true;
      }
      case "clock":
        this.#offset += incident.by;
        return true;
      case "SIGTERM in a pause":
      case "SIGTERM":
        for (const one of this.#processes) one.interrupt();
        return true;
      case "killed during a request":
        if (!sender || sender.hasEnded) return false;
        sender.die();
        return true;
      case "suspended during a request":
        return true;
      case "foreign write":
        return this.#writeAsAnotherWriter();
    }
  }

  /** Adds a line to the state, as `git pull` or a push from elsewhere does. */
  #writeAsAnotherWriter(): boolean {
    const id = workspaceIds.find(one => !this.deleted.has(one)) as WorkspaceId | undefined;
    const [{ disk }] = this.machines;
    const text = this.stateText();
    // Git doesn't merge anything into an incomplete line.
    if (id === undefined || (text !== "" && !text.endsWith("\n"))) return false;
    const at = new Date(start + this.scheduler.elapsed).toISOString();
    const line = formatEvent({ event: "adopted", at, email: colleague, workspaceIds: [id] });
    const added = (text === "" ? formatHeader("kwob3J", this.newId("lineage")) : "") + line;
    this.foreignLines.push(line);
    if (this.schedule.store === "branch") {
      this.repository.push(text + added);
    } else if (this.foreignLines.length % 2 === 0) {
      disk.append(statePath, added);
    } else {
      disk.rename(statePath, text + added);
    }
    return true;
  }

  #act(action: (typeof userActions)[number], email: string): boolean {
    const { organization } = this.sandbox;
    const isPending = organization.invites.some(invite => invite.email === email);
    const isMember = organization.userByEmail(email) !== undefined;
    const note = (change: OutsideChange) => {
      this.outsideChanges.set(email, (this.outsideChanges.get(email) ?? new Set()).add(change));
      return true;
    };
    switch (action) {
      case "accepts":
        if (!isPending) return false;
        organization.accept(email);
        return note("accepted");
      case "leaves or declines":
        if (!isPending && !isMember) return false;
        organization.leave(email);
        return note("left");
      case "is canceled by another user":
        if (!isPending) return false;
        organization.leave(email);
        return note("left");
      case "is invited by another user": {
        const by = organization.userByEmail(colleague);
        const [first] = organization.workspaces;
        if (isPending || isMember || !by || !first) return false;
        const before = organization.sentEmails.length;
        organization.invite({ emails: email, workspaceIds: [first.id] }, by);
        this.othersInvites.set(email, (this.othersInvites.get(email) ?? new Set()).add(first.id));
        this.othersEmails.push(...organization.sentEmails.slice(before).map(one => one.email));
        return note("invited");
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

  /** Ends the timeouts of a real client as soon as its request hangs, so that nobody waits in real time. */
  async #ringOnceHanging(request: RecordedRequest): Promise<void> {
    while (request.status === "pending") await setImmediate();
    this.#ring();
  }
}
