import type { Readable, Writable } from "node:stream";
import type { Question } from "../io.ts";

/** What a question is asked at. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Asks at a terminal; nothing where it is called off, as by Ctrl-C. */
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

/** A terminal that does not know its width, as in a container, says 0: each character would get a line of its own. */
export function withWidth<Stream extends Writable>(output: Stream): Stream {
  return "columns" in output && output.columns === 0
    ? Object.assign(output, { columns: defaultColumns })
    : output;
}
