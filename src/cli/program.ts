import { Command, CommanderError, Help } from "commander";
import type { ExitCode } from "../commands/console/console.ts";
import type { Io } from "../io/io.ts";
import { redactedIo } from "../io/secrets.ts";
import { version } from "../io/version.ts";
import { describeUnexpectedError } from "../render/failure/unexpected-error.ts";
import { escapeTerminalLines } from "../render/text/escape.ts";
import { addApply } from "./apply.ts";
import { addCheck, addDrift } from "./check.ts";
import type { RunCommand } from "./command.ts";
import { addCompletion, completionServer } from "./completion.ts";
import { addEdit } from "./edit.ts";
import { errorText, hintFor } from "./hints.ts";
import { addInit } from "./init.ts";
import { branchName, helpCommandText, path } from "./options.ts";
import { addReport } from "./report.ts";
import { addSandbox } from "./sandbox.ts";
import { addState } from "./state.ts";

/** Runs a command line and returns its exit code. The code of a command is loaded only when that command runs. */
export async function runProgram(args: readonly string[], open: Io): Promise<ExitCode> {
  const io = redactedIo(open);
  let exit: ExitCode = 0;
  const program = buildProgram(args, io, open, code => {
    exit = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      const command = args.find(arg => program.commands.some(one => one.name() === arg));
      const hint = hintFor(error, { args, command, shell: io.env["SHELL"] });
      if (hint !== undefined) io.stderr.write(`${escapeTerminalLines(hint)}\n`);
      return 1;
    }
    io.stderr.write(describeUnexpectedError(error));
    return 1;
  }
}

type Conclude = (exit: ExitCode) => void;

/** Declares the commands. `open` doesn't redact secrets. It is for demo and sandbox, whose only secret is a key that they print. */
function buildProgram(args: readonly string[], io: Io, open: Io, conclude: Conclude): Command {
  const program = new Command("rollcall")
    .usage("[options] <command>")
    .description("Manage the members of a Tally organization as code.")
    .option("--config <path>", "members.yaml, or a folder of YAML files", path, "members.yaml")
    .option("--state <path>", "state file (default: members.state.jsonl next to the config)", path)
    .option("--state-branch <name>", "branch of origin that stores the state file", branchName)
    .option("--no-color", "disable colors (same as NO_COLOR)")
    .option("--quiet", "print only results and errors")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .configureHelp({ showGlobalOptions: true, formatHelp: commandsFirst, subcommandTerm: nameWithArguments })
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      // Error messages quote the arguments.
      writeErr: text => io.stderr.write(escapeTerminalLines(text)),
      getOutHelpWidth: () => io.stdout.width,
      getErrHelpWidth: () => io.stderr.width,
      outputError: (text, write) => write(errorText(text)),
    });

  const runCommand: RunCommand =
    action =>
    async (...args) => {
      const command = args.at(-1) as Command;
      const operand = args.length > 2 ? (args[0] as never) : undefined;
      conclude(await action(command.optsWithGlobals(), operand));
    };
  const context = { io, runCommand };
  const families = [
    { group: "Plan and apply:", commands: ["validate", "plan"], add: () => addCheck(program, context) },
    { group: "Plan and apply:", commands: ["apply"], add: () => addApply(program, context) },
    { group: "Edit members.yaml:", commands: ["add", "remove", "fmt"], add: () => addEdit(program, context) },
    { group: "Monitor:", commands: ["drift"], add: () => addDrift(program, context) },
    { group: "Monitor:", commands: ["report"], add: () => addReport(program, context) },
    { group: "Monitor:", commands: ["state"], add: () => addState(program, context) },
    { group: "Set up:", commands: ["init", "import"], add: () => addInit(program, context) },
    {
      group: "Other:",
      commands: ["sandbox", "demo"],
      add: () => addSandbox(program, { io: open, runCommand }, runProgram),
    },
    {
      group: "Other:",
      commands: ["completion", completionServer],
      add: () => addCompletion(program, context),
    },
  ];
  // Declaring all commands takes longer than a small plan, so only those on the command line are declared, if there are any.
  const named = families.filter(({ commands }) => commands.some(name => args.includes(name)));
  const needsAll = named.length === 0 || args.includes("help") || args.includes(completionServer);
  for (const { group, add } of needsAll ? families : named) {
    program.commandsGroup(group);
    add();
  }
  return program.helpCommand("help [command]", helpCommandText);
}

/** Moves the options below the commands, which people look for first. */
function commandsFirst(command: Command, help: Help): string {
  const sections = Help.prototype.formatHelp.call(help, command, help).trimEnd().split("\n\n");
  const isOptions = (section: string) => /^(?:Global )?Options:\n/.test(section);
  return `${[...sections.filter(one => !isOptions(one)), ...sections.filter(isOptions)].join("\n\n")}\n`;
}

/** Returns a command in the form in which `rollcall help` lists it. */
function nameWithArguments(command: Command): string {
  const operands = command.registeredArguments.map(one => {
    const name = one.name() + (one.variadic ? "..." : "");
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...operands].join(" ");
}
