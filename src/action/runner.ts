import pc from "picocolors";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Io, Output } from "../io.ts";
import { formatWorkflowCommands, type Texts } from "../render/diagnostics.ts";
import { forCommandMessage, forLog, linesForTerminal } from "../render/escape.ts";

/**
 * GitHub's runner as it listens to a step: commands on standard output, and files for outputs and the summary
 * (github-facts.md, "Logs, annotations, summary").
 */
export class Runner {
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Has the runner replace a text by stars wherever it is logged from now on. */
  mask(text: string): void {
    if (text !== "") this.#io.stdout.write(`::add-mask::${forCommandMessage(text)}\n`);
  }

  annotate(diagnostics: readonly Diagnostic[], texts: Texts): void {
    this.#io.stdout.write(formatWorkflowCommands(diagnostics, texts, pc.createColors(false)));
  }

  notice(kind: "notice" | "warning" | "error", message: string): void {
    const shown = linesForTerminal(message.trimEnd());
    this.#io.stdout.write(`::${kind} title=Rollcall::${forCommandMessage(shown)}\n`);
  }

  /** Sets an output of the step. */
  async output(name: string, value: string): Promise<void> {
    const delimiter = `rollcall-${this.#io.newId("lineage")}`;
    await this.#append("GITHUB_OUTPUT", `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  }

  async summary(markdown: string): Promise<void> {
    await this.#append("GITHUB_STEP_SUMMARY", markdown);
  }

  async #append(variable: string, text: string): Promise<void> {
    const path = this.#io.env[variable];
    if (!path) return;
    const file = await this.#io.files.openAppend(path, Number.POSITIVE_INFINITY);
    await file.append(text);
    await file.close();
  }
}

/** An `Io` whose output is never taken for a workflow command. */
export function loggedIo(io: Io): Io {
  const safe = (output: Output): Output => ({ ...output, write: text => output.write(forLog(text)) });
  return { ...io, stdout: safe(io.stdout), stderr: safe(io.stderr) };
}
