import type { TallyAccess } from "../../core/apply/connection.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { readTallyAccess } from "../../reconcile/tally-access.ts";
import type { ActionContext } from "./context.ts";

/** Reads the API key and the URL of Tally from the input or the environment. `example` is the workflow that an error refers to. */
export function findTallyAccess(
  { io, inputs }: ActionContext,
  example: string,
): Result<TallyAccess, Failure> {
  if (inputs.key !== "")
    return readTallyAccess({ ...io.env, TALLY_API_KEY: inputs.key }, "The input api-key");
  if (io.env["TALLY_API_KEY"]) return readTallyAccess(io.env);
  const expected = `a Tally API key. Create one in Tally under Settings > API keys, store it as a secret of the repository, and pass it to the step as examples/workflows/${example} does`;
  return { ok: false, problem: { reason: "bad-input", name: "api-key", value: "", expected } };
}
