import type { Colors } from "picocolors/types.js";
import type { Plan } from "../../core/plan/model.ts";
import type { Io, Output } from "../../io/io.ts";
import type { Listener, RepeatReason } from "../../reconcile/model.ts";
import { renderOutcome } from "../../render/apply/outcome.ts";
import { renderClockSkew, renderProgress, renderWait } from "../../render/apply/progress.ts";
import { resolvedSentence } from "../../render/plan/sections.ts";
import { displayNamesOf, noNames } from "../../render/text/names.ts";

/** How to show a run. With JSON, nothing is written to stdout during the run. */
export interface WatchOptions {
  readonly format: "text" | "json";
  readonly quiet?: boolean | undefined;
  readonly style: Colors;
}

const progressDelayMs = 2000;

/** Moves the cursor to the start of the line, and clears the line. */
const clearLine = "\r\u001b[K";

/**
 * Returns a listener that prints a line for each call and each wait of a run. At a terminal, it also shows the progress if sending
 * takes longer than two seconds. `loaded` is called with the inputs of each iteration.
 */
export function watchRun(io: Io, options: WatchOptions, loaded: Listener["loaded"]): Listener {
  const { format, quiet, style } = options;
  const isSilent = quiet || format === "json";
  let [done, total] = [0, 0];
  let isDrawn = false;
  let cancelDelay = () => {};
  const draw = () => io.stderr.write(renderProgress(done, total));
  const clear = () => isDrawn && io.stderr.write(clearLine);
  const writeAbove = (output: Output, line: string) => {
    clear();
    output.write(line);
    if (isDrawn) draw();
  };
  let isSkewKnown = false;
  let names = noNames;
  return {
    loaded: async (inputs, iteration) => {
      names = displayNamesOf(inputs.config);
      await loaded(inputs, iteration);
    },
    waiting: (reason, milliseconds) => {
      if (!isSilent) writeAbove(io.stderr, renderWait(reason, milliseconds));
    },
    clockSkewed: milliseconds => {
      if (!isSkewKnown) writeAbove(io.stderr, renderClockSkew(milliseconds));
      isSkewKnown = true;
    },
    repeating: reason => io.stderr.write(sentences[reason]),
    replanned: plan => {
      if (!quiet) io.stderr.write(resolvedLine(plan));
    },
    sending: calls => {
      [done, total] = [0, calls];
      if (isSilent || !io.stderr.isTerminal) return;
      cancelDelay = io.clock.after(progressDelayMs, () => {
        isDrawn = true;
        draw();
      });
    },
    ended: ({ at, call, outcome }, position) => {
      done += 1;
      const line = renderOutcome({ ...position, at }, call, outcome, names, style);
      writeAbove(io.stdout, format === "text" ? line : "");
    },
    sent: () => {
      cancelDelay();
      clear();
      isDrawn = false;
    },
  };
}

const sentences: Readonly<Record<RepeatReason, string>> = {
  moved: "members.yaml or the state file changed during this run. Planning again.\n",
  expired: "A call wasn't sent within five minutes of being recorded. Planning again.\n",
};

function resolvedLine(plan: Plan): string {
  const sentence = resolvedSentence(plan);
  return sentence === undefined ? "" : `Resolved: ${sentence}\n`;
}
