import type { Command, Option } from "commander";
import { type CompletionNames, completionNames } from "../../commands/completion-names.ts";
import type { ExitCode } from "../../commands/console/console.ts";
import type { Io } from "../../io/io.ts";

/** A complete word that fits at the cursor. */
interface Candidate {
  readonly word: string;
  readonly about: string;
}

/**
 * Writes the words that fit at the cursor, in the format that the completion script of the shell expects. It never fails, because the
 * shell would show the error.
 */
export async function complete(program: Command, io: Io): Promise<ExitCode> {
  const { words, last } = readLine(io.env["COMP_LINE"] ?? "", Number(io.env["COMP_POINT"]));
  const known = () => completionNames(io, configIn(words));
  const candidates = (await candidatesFor(program, words, last, known)).filter(({ word }) =>
    word.startsWith(last),
  );
  const lines = candidates.map(one => lineFor(io.env["SHELL"] ?? "", one, last));
  io.stdout.write(lines.map(line => `${line}\n`).join(""));
  return 0;
}

/** Returns the words before the cursor in the last command of a line, without the program, and the word being typed. */
function readLine(line: string, point: number): { readonly words: readonly string[]; readonly last: string } {
  const before = line.slice(0, point).split(/[;&|]/).at(-1) ?? "";
  const words = before.trimStart().split(/\s+/);
  const program = words.findIndex(word => !/^\w+=/.test(word));
  return { words: words.slice(program + 1, -1), last: words.at(-1) ?? "" };
}

function configIn(words: readonly string[]): string {
  const at = words.lastIndexOf("--config");
  const joined = words.findLast(word => word.startsWith("--config="));
  return joined?.slice("--config=".length) ?? words[at + 1 || words.length] ?? "members.yaml";
}

async function candidatesFor(
  program: Command,
  words: readonly string[],
  last: string,
  known: () => Promise<CompletionNames>,
): Promise<readonly Candidate[]> {
  let command = program;
  let operands = 0;
  let waiting: Option | undefined;
  for (const word of words) {
    if (word.startsWith("-")) waiting = optionNamed(command, word);
    else if (waiting) waiting = waiting.variadic ? waiting : undefined;
    else {
      const next = command.commands.find(one => one.name() === word);
      command = next ?? command;
      operands = next ? 0 : operands + 1;
    }
  }
  const [, flag, equals] = /^(--[\w-]+)(=)/.exec(last) ?? [];
  if (flag && equals) {
    const values = await valuesOf(optionNamed(command, flag), known);
    return values.map(one => ({ ...one, word: `${flag}=${one.word}` }));
  }
  if (last.startsWith("-"))
    return optionsOf(command).map(one => ({ word: one.long ?? "", about: one.description }));
  if (waiting) return valuesOf(waiting, known);
  const final = command.registeredArguments.at(-1);
  const argument = command.registeredArguments[operands] ?? (final?.variadic ? final : undefined);
  const below = command
    .createHelp()
    .visibleCommands(command)
    .map(one => ({ word: one.name(), about: one.description() }));
  if (argument?.name() === "email") return wordsOf((await known()).emails);
  return [...below, ...wordsOf(argument?.argChoices ?? [])];
}

/** Returns the option with this name if it takes the next word as its value. */
function optionNamed(command: Command, word: string): Option | undefined {
  return optionsOf(command).find(
    one => (one.long === word || one.short === word) && (one.required || one.optional),
  );
}

function optionsOf(command: Command): readonly Option[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}

async function valuesOf(
  option: Option | undefined,
  known: () => Promise<CompletionNames>,
): Promise<readonly Candidate[]> {
  if (option?.long === "--workspace") return wordsOf((await known()).workspaces);
  if (option?.long === "--group") return wordsOf((await known()).groups);
  return wordsOf(option?.argChoices ?? []);
}

function wordsOf(words: readonly string[]): readonly Candidate[] {
  return words.map(word => ({ word, about: "" }));
}

function lineFor(shell: string, { word, about }: Candidate, last: string): string {
  // bash splits words at = and before @, so it replaces only what follows the last =, or the last @ and what follows it.
  if (shell.endsWith("bash"))
    return word.slice(Math.max(last.lastIndexOf("@"), last.lastIndexOf("=") + 1, 0));
  if (about === "") return word;
  return shell.endsWith("zsh") ? `${word}:${about.replaceAll(":", "\\:")}` : `${word}\t${about}`;
}
