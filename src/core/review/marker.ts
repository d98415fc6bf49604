import type { PlannedGrants } from "../plan/model.ts";
import { compareText } from "../text/compare.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { isObject, numberAt, parseJson, stringAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** The hidden data in the first line of a comment. */
export interface ReviewMarker {
  readonly version: 2;
  /** The configuration in the repository that the comment is about. */
  readonly config: string;
  /** The plan that the comment showed before the merge. Undefined if it showed none. */
  readonly shown?: ShownPlan | undefined;
  /** The run that wrote the comment. It can change although the text doesn't. */
  readonly source: { readonly commit: string; readonly run: string };
  /** Set if the comment shows the result of an apply. */
  readonly result?: ResultVersion | undefined;
}

/** The inputs of a plan, from which it can be computed again, and a digest of the grants that it sends. */
export interface ShownPlan {
  /** The head of the pull request. */
  readonly head: string;
  /** The commit whose files were read: GitHub's test merge, or the head. */
  readonly commit: string;
  /** The commit that the plan was compared with. */
  readonly base: string;
  /** The tip of the base branch. */
  readonly tip: string;
  readonly day: Day;
  readonly state: StateVersion;
  /** The digest of the grants that the plan sends. */
  readonly grants: string;
}

/** The version of a state file: its lineage, undefined if there was no file, and its number of events. */
export interface StateVersion {
  readonly lineage?: string | undefined;
  readonly events: number;
}

/** The apply that a result belongs to. */
export interface ResultVersion {
  /** When it ended, as ISO 8601 in UTC. */
  readonly at: string;
  /** The state at the end of the run, as far as the run knew. Undefined if the run ended before its plan. */
  readonly state?: StateVersion | undefined;
}

/** A grant that a plan sends. */
export interface PlannedGrant {
  readonly email: Email;
  readonly workspaceId: WorkspaceId;
}

const opening = "<!-- rollcall ";
const closing = " -->";

/** Formats a marker as the first line of a comment. Nothing in it can end an HTML comment. */
export function formatMarker(marker: ReviewMarker): string {
  return `${opening}${hiddenJson(marker)}${closing}`;
}

/** Formats the first line of the drift issue for one configuration of a repository. */
export function formatDriftMarker(config: string): string {
  return `<!-- rollcall-drift ${hiddenJson({ version: 1, config })}${closing}`;
}

/** Returns the marker of a comment about `config`, if the comment begins with one. */
export function readMarker(body: string, config: string): ReviewMarker | undefined {
  const [line = ""] = body.split(/\r?\n/, 1);
  if (!line.startsWith(opening) || !line.endsWith(closing)) return undefined;
  const value = parseJson(line.slice(opening.length, -closing.length));
  if (!isObject(value) || value["version"] !== 2 || value["config"] !== config) return undefined;
  const source = readStrings(value["source"], ["commit", "run"]);
  const shown = value["shown"] === undefined ? undefined : readShown(value["shown"]);
  const result = value["result"] === undefined ? undefined : readResult(value["result"]);
  if (!source || shown === "invalid" || result === "invalid") return undefined;
  return { version: 2, config, ...(shown && { shown }), source, ...(result && { result }) };
}

/** Returns the grants that a plan sends, in the order of its people. */
export function grantsOf(people: readonly PlannedGrants[]): readonly PlannedGrant[] {
  return people.flatMap(({ email, workspaceIds }) =>
    workspaceIds.map(workspaceId => ({ email, workspaceId })),
  );
}

/** Returns a string that identifies a grant. */
export function grantKey({ email, workspaceId }: PlannedGrant): string {
  return `${email} ${workspaceId}`;
}

/** Returns the text whose digest represents grants in a marker. The order of the grants doesn't matter. */
export function formatGrants(grants: readonly PlannedGrant[]): string {
  return grants
    .map(grant => `${grantKey(grant)}\n`)
    .sort(compareText)
    .join("");
}

function readShown(value: unknown): ShownPlan | "invalid" {
  const texts = readStrings(value, ["head", "commit", "base", "tip", "day", "grants"]);
  const state = isObject(value) ? readState(value["state"]) : undefined;
  if (!texts || !state) return "invalid";
  const { head, commit, base, tip, day, grants } = texts;
  return { head, commit, base, tip, day: day as Day, state, grants };
}

function readResult(value: unknown): ResultVersion | "invalid" {
  if (!isObject(value)) return "invalid";
  const at = stringAt(value, "at");
  const state = value["state"] === undefined ? undefined : readState(value["state"]);
  if (at === undefined || (value["state"] !== undefined && !state)) return "invalid";
  return { at, ...(state && { state }) };
}

function readState(value: unknown): StateVersion | undefined {
  const [events, lineage] = [numberAt(value, "events"), stringAt(value, "lineage")];
  if (events === undefined || !Number.isSafeInteger(events) || events < 0) return undefined;
  return { ...(lineage !== undefined && { lineage }), events };
}

function readStrings<Key extends string>(
  value: unknown,
  keys: readonly Key[],
): Readonly<Record<Key, string>> | undefined {
  const texts = keys.map(key => [key, stringAt(value, key)] as const);
  if (texts.some(([, text]) => text === undefined)) return undefined;
  return Object.fromEntries(texts) as Record<Key, string>;
}

/** Formats JSON that can't end the HTML comment around it. */
function hiddenJson(value: object): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("--", "-\\u002d");
}
