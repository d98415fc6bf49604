import { WorkspaceNames } from "../../core/config/workspace-names.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { CsvList } from "../../core/import/csv/list.ts";
import { maxFileBytes } from "../../core/source/decode.ts";
import type { ToAscii } from "../../core/values/address.ts";
import type { Result } from "../../core/values/result.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import type { Io } from "../../io/io.ts";
import type { LoadProblem } from "../../reconcile/inputs/model.ts";
import { type CommonOptions, printWarnings } from "../console/console.ts";
import { readNamedFile } from "../read-named-file.ts";

/** The options that only a CSV file gives a meaning. */
export interface CsvOptions extends CommonOptions {
  /** The path of a CSV file with the people to import, instead of those in Tally. */
  readonly csv?: string | undefined;
  /** Names or IDs of the workspaces for people whose row names none. */
  readonly workspace?: readonly string[] | undefined;
  /** The name of the column with email addresses. */
  readonly emailColumn?: string | undefined;
  /** Also import people who the file says aren't active. */
  readonly includeInactive?: boolean | undefined;
  /** The included file whose members are replaced, instead of the main file. */
  readonly into?: string | undefined;
}

/** Returns an option that is given without the CSV file that it needs. */
export function findUnusedOption(options: CsvOptions): string | undefined {
  if (options.csv !== undefined) return undefined;
  return csvOptions.find(([key]) => options[key] !== undefined)?.[1];
}

const csvOptions = [
  ["workspace", "--workspace"],
  ["emailColumn", "--email-column"],
  ["includeInactive", "--include-inactive"],
  ["into", "--into"],
] as const;

/** Reads the bytes of the CSV file, if the options name one. */
export async function readCsv(
  { files }: Io,
  { csv: path }: CsvOptions,
): Promise<Result<Uint8Array | undefined, Failure>> {
  if (path === undefined) return { ok: true, value: undefined };
  const unreadable = (problem: string) =>
    ({ ok: false, problem: { reason: "unreadable", path, problem } }) as const;
  if ((await files.kindOf(path)) === "folder") return unreadable("it is a folder");
  if ((await files.sizeOf(path)) > maxFileBytes) return unreadable("it is larger than 64 MiB");
  return await readNamedFile(files, path);
}

/** Reads the people of the CSV file, if there is one, and prints the warnings. Workspaces have the given names. */
export async function readPeople(
  io: Io,
  options: CsvOptions,
  bytes: Uint8Array | undefined,
  { shown, declared }: Readonly<Record<"shown" | "declared", ReadonlyMap<WorkspaceId, string>>>,
  toAscii: ToAscii,
): Promise<Result<CsvList | undefined, LoadProblem>> {
  const { csv, workspace = [], emailColumn, includeInactive } = options;
  if (csv === undefined || !bytes) return { ok: true, value: undefined };
  const names = new WorkspaceNames(shown, declared);
  const fallback: WorkspaceId[] = [];
  for (const name of workspace) {
    const found = names.find(name);
    if (found.found === "one") fallback.push(found.id);
    else return { ok: false, problem: { reason: "import", problem: "unknown-workspace", name, found } };
  }
  const { readList } = await import("../../core/import/csv/list.ts");
  const { text, reading } = readList(csv, bytes, { names, fallback, emailColumn, includeInactive, toAscii });
  const texts = new Map([[csv, text]]);
  if (!reading.ok)
    return { ok: false, problem: { reason: "invalid-files", diagnostics: reading.problem, texts } };
  await printWarnings(io, options, { warnings: reading.warnings, texts });
  return { ok: true, value: reading.value };
}
