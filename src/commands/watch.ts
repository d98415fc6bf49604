import type { Colors } from "picocolors/types.js";
import type { Plan } from "../core/plan/model.ts";
import type { Io } from "../io/io.ts";
import type { Listener, RepeatReason } from "../reconcile/model.ts";
import { renderOutcome } from "../render/apply/outcome.ts";
import { resolvedSentence } from "../render/plan/sections.ts";
import { displayNamesOf } from "../render/text/names.ts";
import { Progress } from "./progress.ts";

/** How a run is shown. In JSON, nothing is written to stdout while it goes on. */
export interface WatchOptions {
  readonly format: "text" | "json";
  readonly quiet: boolean;
  readonly style: Colors;
}

/** Prints what happens during a run. `loaded` is called with the inputs of each iteration. */
export function watchRun(io: Io, options: WatchOptions, loaded: Listener["loaded"]): Listener {
  const progress = new Progress(io, options.quiet || options.format === "json");
  return {
    loaded,
    waiting: (reason, milliseconds) => progress.waiting(reason, milliseconds),
    repeating: reason => io.stderr.write(sentences[reason]),
    replanned: plan => {
      if (!options.quiet) io.stderr.write(resolvedLine(plan));
    },
    sending: calls => progress.begin(calls),
    ended: ({ at, call, outcome }, position, { config }) => {
      const names = displayNamesOf(config);
      const line = renderOutcome({ ...position, at }, call, outcome, names, options.style);
      progress.ended(options.format === "text" ? () => io.stdout.write(line) : undefined);
    },
    sent: () => progress.close(),
  };
}

const sentences: Readonly<Record<RepeatReason, string>> = {
  moved: "members.yaml or the state file changed during this run. Planning again.\n",
  unconfirmed: "A call was not answered; looking at Tally for what became of it.\n",
};

function resolvedLine(plan: Plan): string {
  const sentence = resolvedSentence(plan);
  return sentence === undefined ? "" : `Settled: ${sentence}\n`;
}
