import { Command, CommanderError } from "commander";
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
import { addInit } from "./init.ts";
import { branchName, path } from "./options.ts";
import { addReport } from "./report.ts";
import { addSandbox } from "./sandbox.ts";
import { addState } from "./state.ts";

/** Runs one command line and gives its exit code. A command's own code is loaded when the command is run. */
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    io.stderr.write(describeUnexpectedError(error));
    return 1;
  }
}

type Conclude = (exit: ExitCode) => void;

/** `open` shows secrets, too: it is for what has none but a key to print. */
function buildProgram(args: readonly string[], io: Io, open: Io, conclude: Conclude): Command {
  const program = new Command("rollcall")
    .description(
      "Keeps the membership of a Tally organization in git: reviewed like code, invited exactly once.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .option("--config <path>", "members.yaml, or a folder of such files", path, "members.yaml")
    .option("--state <path>", "the state file (default: members.state.jsonl beside the config)", path)
    .option(
      "--state-branch <name>",
      "the branch of origin that keeps the state file, read and pushed by git",
      branchName,
    )
    .option("--no-color", "no colours, as with NO_COLOR set")
    .option("--quiet", "only results and what went wrong")
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      // It quotes the arguments.
      writeErr: text => io.stderr.write(escapeTerminalLines(text)),
      getOutHelpWidth: () => io.stdout.width,
      getErrHelpWidth: () => io.stderr.width,
    })
    .showHelpAfterError("(rollcall help shows what there is)");

  const runCommand: RunCommand =
    action =>
    async (...given) => {
      const command = given.at(-1) as Command;
      const operand = given.length > 2 ? (given[0] as string | undefined) : undefined;
      conclude(await action(command.optsWithGlobals(), operand));
    };
  const context = { io, runCommand };
  const families = [
    { commands: ["validate", "plan"], add: () => addCheck(program, context) },
    { commands: ["apply"], add: () => addApply(program, context) },
    { commands: ["drift"], add: () => addDrift(program, context) },
    { commands: ["report"], add: () => addReport(program, context) },
    { commands: ["init", "import"], add: () => addInit(program, context) },
    { commands: ["add", "remove", "fmt"], add: () => addEdit(program, context) },
    { commands: ["state"], add: () => addState(program, context) },
    { commands: ["completion", completionServer], add: () => addCompletion(program, context) },
    { commands: ["sandbox", "demo"], add: () => addSandbox(program, { io: open, runCommand }, runProgram) },
  ];
  // Building them all takes longer than a small plan does; who asks for none of them is shown all.
  const asked = families.filter(({ commands }) => commands.some(name => args.includes(name)));
  const isAboutAll = asked.length === 0 || args.includes("help") || args.includes(completionServer);
  for (const { add } of isAboutAll ? families : asked) add();
  return program;
}
