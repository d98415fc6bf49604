import type { Failure } from "../../core/failure/failure.ts";
import { checkContinuity } from "../../core/state/continuity.ts";
import type { Result } from "../../core/values/result.ts";
import { digestOf } from "../../io/digest.ts";
import type { EarlierVersion, FileHistory } from "../../io/io.ts";

/** A state file as it was read. */
export interface ReadFile {
  readonly name: string;
  /** Undefined if there is no file. */
  readonly bytes: Uint8Array | undefined;
  readonly organization: string | undefined;
  /** Whether the user starts over, so that a missing file isn't an error. */
  readonly startsOver: boolean;
}

/**
 * Compares a state file with its earlier versions in git. Returns the texts that a new file replaces, if the user starts over, or why
 * the file can't be used.
 */
export async function checkFileHistory(
  history: FileHistory,
  file: ReadFile,
): Promise<Result<readonly string[], Failure>> {
  const versions = await history.readVersions();
  if (!file.bytes) return checkMissing(history, file, versions);
  if (!versions.ok) return { ok: false, problem: unknown(file, versions.problem) };
  const shortened = await history.readShortenedVersions();
  if (!shortened.ok) return { ok: false, problem: unknown(file, shortened.problem) };
  return checkVersions(file, decode(file.bytes), [...versions.value, ...shortened.value]);
}

async function checkVersions(
  { name }: ReadFile,
  current: string,
  versions: readonly EarlierVersion[],
): Promise<Result<readonly string[], Failure>> {
  for (const version of versions) {
    const { lostEvents, isWithinEarlier } = checkContinuity(current, decode(version.bytes), digestOf);
    if (lostEvents === 0) continue;
    const restore = await version.restore(isWithinEarlier);
    return {
      ok: false,
      problem: { reason: "state-shortened", name, events: lostEvents, where: version.where, restore },
    };
  }
  return { ok: true, value: [] };
}

async function checkMissing(
  history: FileHistory,
  file: ReadFile,
  versions: Result<readonly EarlierVersion[], string>,
): Promise<Result<readonly string[], Failure>> {
  const { name, organization, startsOver } = file;
  const earlier = versions.ok && versions.value.length === 0 ? await history.readLastVersion() : versions;
  const known = earlier.ok ? earlier.value : [];
  if (startsOver) return { ok: true, value: known.map(({ bytes }) => decode(bytes)) };
  const [version] = known;
  if (version) {
    const restore = await version.restore(true);
    return {
      ok: false,
      problem: { reason: "state-lost", name, lost: "file", where: version.where, restore },
    };
  }
  const other = organization === undefined ? undefined : await history.findOtherState(organization);
  if (other) return { ok: false, problem: { reason: "state-misplaced", name, ...other } };
  return earlier.ok ? { ok: true, value: [] } : { ok: false, problem: unknown(file, earlier.problem) };
}

function unknown({ name, bytes }: ReadFile, problem: string): Failure {
  return { reason: "state-unknown", name, isMissing: bytes === undefined, problem };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}
