import type { Readable, Writable } from "node:stream";
import type { Question } from "../io.ts";

/** The streams of a terminal. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Asks a question at a terminal. Returns undefined if the user cancels, for example with Ctrl-C. */
export async function askAt({ input, output }: Terminal, question: Question): Promise<string | undefined> {
  const { select, text } = await import("@clack/prompts");
  const { message } = question;
  const terminal = { input, output: withWidth(output) };
  const answer =
    question.kind === "choice"
      ? await select({ ...terminal, message, options: [...question.choices] })
      : await text({
          ...terminal,
          message,
          placeholder: question.example,
          validate: value => question.problemOf((value ?? "").trim()),
        });
  return typeof answer === "string" ? answer.trim() : undefined;
}

/** In columns. */
const defaultColumns = 80;

/**
 * Sets the width of a terminal that reports 0 columns, as in a container. Otherwise each character would be
 * on its own line.
 */
export function withWidth<Stream extends Writable>(output: Stream): Stream {
  return "columns" in output && output.columns === 0
    ? Object.assign(output, { columns: defaultColumns })
    : output;
}
