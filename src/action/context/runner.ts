import { posix } from "node:path";
import type { Diagnostic } from "../../core/diagnostics/diagnostic.ts";
import type { SourceTexts } from "../../core/diagnostics/location.ts";
import type { Io } from "../../io/io.ts";
import { mapOutput, redactedIo, redactorFor, secretsIn } from "../../io/secrets.ts";
import { formatWorkflowCommands } from "../../render/diagnostics/text.ts";
import { escapeCommandMessage, escapeLog, escapeTerminalLines } from "../../render/text/escape.ts";

/** What a step sends to GitHub's runner: workflow commands on stdout, and the outputs and the job summary in files. */
export class Runner {
  readonly #io: Io;
  readonly #hide: (text: string) => string;
  #markdown = "";
  #markdownPath: string | undefined;

  /** Makes the runner mask every secret in the log. */
  constructor(io: Io) {
    this.#hide = redactorFor(io.env);
    for (const secret of secretsIn(io.env)) io.stdout.write(`::add-mask::${escapeCommandMessage(secret)}\n`);
    this.#io = redactedIo(io);
  }

  annotate(diagnostics: readonly Diagnostic[], texts: SourceTexts): void {
    this.#io.stdout.write(formatWorkflowCommands(diagnostics, texts));
  }

  notice(kind: "notice" | "warning" | "error", message: string): void {
    const shown = escapeTerminalLines(message.trimEnd());
    this.#io.stdout.write(`::${kind} title=Rollcall::${escapeCommandMessage(shown)}\n`);
  }

  /** Sets an output of the step. */
  async output(name: string, value: string): Promise<void> {
    const delimiter = `rollcall-${this.#io.newId("lineage")}`;
    await this.#append("GITHUB_OUTPUT", `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  }

  /** Appends Markdown to the job summary, and to the file that the output `markdown-file` names. */
  async summary(markdown: string): Promise<void> {
    await this.#append("GITHUB_STEP_SUMMARY", markdown);
    if (this.#markdownPath === undefined) {
      this.#markdownPath = runnerFile(this.#io, "summary.md");
      await this.output("markdown-file", this.#markdownPath);
    }
    this.#markdown += this.#hide(markdown);
    await this.#io.files.replace(this.#markdownPath, this.#markdown);
  }

  async #append(variable: string, text: string): Promise<void> {
    const path = this.#io.env[variable];
    if (!path) return;
    await this.#io.files.append(path, this.#hide(text));
  }
}

/** Returns the path of a new file in the runner's temporary folder, for later steps. */
export function runnerFile(io: Pick<Io, "env" | "cwd" | "newId">, name: string): string {
  const [base, extension] = name.split(".");
  return posix.join(io.env["RUNNER_TEMP"] || io.cwd, `rollcall-${base}-${io.newId("call")}.${extension}`);
}

/** Returns an `Io` whose output can contain neither workflow commands nor secrets. */
export function loggedIo(io: Io): Io {
  const shown = redactedIo(io);
  return {
    ...shown,
    stdout: mapOutput(shown.stdout, escapeLog),
    stderr: mapOutput(shown.stderr, escapeLog),
  };
}
