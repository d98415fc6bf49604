import { runIn } from "./io.ts";

/** The help of each command, by the words of the command. */
export type Helps = ReadonlyMap<string, string>;

/** Returns the help of every command, including `state` and its subcommands. */
export async function helpOfEach(folder: string): Promise<Helps> {
  const helps = new Map<string, string>();
  const visit = async (words: readonly string[]) => {
    const { stdout } = await runIn(folder, [...words, "--help"].join(" "));
    helps.set(words.join(" "), stdout);
    for (const name of commandsIn(stdout)) if (name !== "help") await visit([...words, name]);
  };
  await visit([]);
  return helps;
}

/** Returns the commands that a help text lists in its groups. */
function commandsIn(help: string): readonly string[] {
  const groups = help.split("\n\n").filter(part => /^(?!Arguments|Options|Global)[A-Z].*:\n/.test(part));
  return groups.flatMap(group => [...group.matchAll(/^ {2}([a-z]+)\b/gm)].map(match => match[1] ?? ""));
}

/** Returns the mistakes in a command line of the documentation: commands, options, or choices that don't exist. */
export function mistakesIn(line: string, helps: Helps): readonly string[] {
  const [, ...words] = line.trim().split(/\s+/);
  const plain = words.findIndex(word => !helps.has(words.slice(0, words.indexOf(word) + 1).join(" ")));
  const command = words.slice(0, plain === -1 ? words.length : plain).join(" ");
  const next = words[command === "" ? 0 : command.split(" ").length];
  const help = helps.get(command) ?? "";
  if (commandsIn(help).length > 0 && next !== undefined && !next.startsWith("-"))
    return [`${line}: no command ${next}`];
  return words.flatMap((word, index) => {
    if (!word.startsWith("--")) return [];
    const option = new RegExp(`^  (?:-\\w, )?${word}\\b(.*(?:\\n {6,}.*)*)`, "m").exec(help);
    if (!option) return [`${line}: no option ${word}`];
    const choices = /\(choices: ([^)]*?)(?:, default.*)?\)/s.exec(option[1] ?? "")?.[1];
    const value = words[index + 1] ?? "";
    return choices === undefined || choices.includes(`"${value}"`) ? [] : [`${line}: no choice ${value}`];
  });
}

/** Returns the Rollcall command lines in `sh` blocks and in backticks in prose. */
export function commandLinesIn(blocks: readonly string[], prose: string): readonly string[] {
  const inBlocks = blocks.flatMap(block => [...block.matchAll(/(?:^|[;&|(]\s*)(rollcall [^;&|)#\n]*)/gm)]);
  const inProse = prose.matchAll(/`(rollcall [^`\n]+)`/g);
  return [...inBlocks, ...inProse].map(match => (match[1] ?? "").trim());
}
