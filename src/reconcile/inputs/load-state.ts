import { noState } from "../../core/state/state.ts";
import type { Result } from "../../core/values/result.ts";
import type { InvalidFiles, LoadedState } from "./model.ts";

/** Reads the state from the bytes of a file. If there is no file, the state is empty. */
export async function stateIn(
  bytes: Uint8Array | undefined,
  name: string,
  organization: string | undefined,
): Promise<Result<LoadedState, InvalidFiles>> {
  if (!bytes) {
    const value = { state: noState, warnings: [], texts: new Map(), outdated: undefined };
    return { ok: true, value };
  }
  const text = new TextDecoder("utf-8").decode(bytes);
  const { readState } = await import("../../core/state/read-state.ts");
  const reading = readState(name, text, organization);
  const texts = new Map([[name, text]]);
  if (!reading.ok)
    return { ok: false, problem: { reason: "invalid-files", diagnostics: reading.problem, texts } };
  const { value: state, warnings } = reading;
  return { ok: true, value: { state, warnings, texts, outdated: undefined } };
}
