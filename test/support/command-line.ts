import { runIn } from "./io.ts";

/** A command of the program, by the words that it begins with, and its help. */
export type Helps = ReadonlyMap<string, string>;

/** The help of every command that there is, `state` and what is below it included. */
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

/** The commands that a help lists, in groups with headings of their own. */
function commandsIn(help: string): readonly string[] {
  const groups = help.split("\n\n").filter(part => /^(?!Arguments|Options|Global)[A-Z].*:\n/.test(part));
  return groups.flatMap(group => [...group.matchAll(/^ {2}([a-z]+)\b/gm)].map(match => match[1] ?? ""));
}

/** What is wrong with a command line that people are told to type: a command, an option or a choice that does not exist. */
export function faultsIn(line: string, helps: Helps): readonly string[] {
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

/** The command lines of Rollcall in a text: in blocks of `sh`, and in back-ticks. */
export function commandLinesIn(blocks: readonly string[], prose: string): readonly string[] {
  const inBlocks = blocks.flatMap(block => [...block.matchAll(/(?:^|[;&|(]\s*)(rollcall [^;&|)#\n]*)/gm)]);
  const inProse = prose.matchAll(/`(rollcall [^`\n]+)`/g);
  return [...inBlocks, ...inProse].map(match => (match[1] ?? "").trim());
}
