import type { PlannedGrants } from "../plan/model.ts";
import { compareText } from "../text/compare.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { isObject, parseJson, stringAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** What a comment remembers of the plan that it showed, on its first line, out of sight. */
export interface ReviewMarker {
  readonly version: 1;
  /** Which configuration of the repository it is about. */
  readonly config: string;
  /** The digest of the plan. */
  readonly plan: string;
  /** The digest of what members.yaml means on `day`. */
  readonly configDigest: string;
  readonly day: Day;
  /** How many events the state held. */
  readonly events: number;
  /** Fingerprints of the grants that the plan sends, or nothing where they are too many to be listed. */
  readonly grants?: readonly string[] | undefined;
  /** What differs from run to run although the plan is the same. */
  readonly source: { readonly commit: string; readonly run: string };
  /** Whether the comment is the result of an apply by now. */
  readonly isResult?: boolean | undefined;
}

/** A grant that a plan sends. */
export interface PlannedGrant {
  readonly email: Email;
  readonly workspaceId: WorkspaceId;
}

const opening = "<!-- rollcall ";
const closing = " -->";
/** So many fingerprints take a third of the longest comment. */
const maxGrantsListed = 1200;
const fingerprintLength = 14;

/** The marker as the first line of a comment. Nothing in it can end an HTML comment. */
export function formatMarker(marker: ReviewMarker): string {
  const { grants, ...rest } = marker;
  return `${opening}${hiddenJson({ ...rest, ...(grants && { grants: grants.join("") }) })}${closing}`;
}

/** The first line of the issue that tells of drift, for one configuration of a repository. */
export function formatDriftMarker(config: string): string {
  return `<!-- rollcall-drift ${hiddenJson({ version: 1, config })}${closing}`;
}

/** The marker with which a comment about `config` begins, if it begins with one. */
export function readMarker(body: string, config: string): ReviewMarker | undefined {
  const [line = ""] = body.split(/\r?\n/, 1);
  if (!line.startsWith(opening) || !line.endsWith(closing)) return undefined;
  const value = parseJson(line.slice(opening.length, -closing.length));
  if (!isObject(value) || value["version"] !== 1 || value["config"] !== config) return undefined;
  const { plan, configDigest, day, events, grants, source, isResult } = value;
  const [commit, run] = [stringAt(source, "commit"), stringAt(source, "run")];
  if (![plan, configDigest, day, commit, run].every(one => typeof one === "string")) return undefined;
  if (typeof events !== "number" || (grants !== undefined && typeof grants !== "string")) return undefined;
  return {
    version: 1,
    config,
    plan: String(plan),
    configDigest: String(configDigest),
    day: String(day) as Day,
    events,
    ...(grants !== undefined && { grants: fingerprintsIn(grants) }),
    source: { commit: String(commit), run: String(run) },
    ...(isResult === true && { isResult }),
  };
}

/** The grants that a plan sends, in the order of its people. */
export function grantsOf(people: readonly PlannedGrants[]): readonly PlannedGrant[] {
  return people.flatMap(({ email, workspaceIds }) =>
    workspaceIds.map(workspaceId => ({ email, workspaceId })),
  );
}

/** Fingerprints for a marker, sorted; nothing where they are too many. */
export function fingerprintsOf(
  grants: readonly PlannedGrant[],
  digest: Digest,
): readonly string[] | undefined {
  if (grants.length > maxGrantsListed) return undefined;
  return grants.map(grant => fingerprintOf(grant, digest)).sort(compareText);
}

/** What stands for a grant in a marker: 56 bits, so that no grant passes for another by chance. */
export function fingerprintOf({ email, workspaceId }: PlannedGrant, digest: Digest): string {
  return digest(`${email} ${workspaceId}`)
    .replace(/^sha256:/, "")
    .slice(0, fingerprintLength);
}

/** Gives `sha256:` and the digest of a text in hexadecimal. */
type Digest = (text: string) => string;

/** JSON that cannot end the HTML comment it stands in. */
function hiddenJson(value: object): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("--", "-\\u002d");
}

function fingerprintsIn(text: string): readonly string[] {
  return text.match(new RegExp(`.{${fingerprintLength}}`, "g")) ?? [];
}
