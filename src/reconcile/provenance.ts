import type { Provenance } from "../core/state/provenance.ts";
import type { Io } from "../io/io.ts";

/** Maximum lengths in characters, as in schemas/state.schema.json. A line with a longer value couldn't be read again. */
const maxLength = { commit: 100, run: 500 };

/** Returns the commit and the run of this process from the environment of GitHub Actions. Elsewhere, returns neither. */
export function provenanceOf(env: Io["env"]): Provenance {
  if (env["GITHUB_ACTIONS"] !== "true") return {};
  const { GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  const run = GITHUB_RUN_ID && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return {
    ...(GITHUB_SHA && GITHUB_SHA.length <= maxLength.commit && { commit: GITHUB_SHA }),
    ...(run && run.length <= maxLength.run && { run }),
  };
}
