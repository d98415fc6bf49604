import { Command, CommanderError, Option } from "commander";
import type { ApplyOptions } from "./commands/apply.ts";
import type { DriftOptions } from "./commands/drift.ts";
import type { ImportOptions } from "./commands/import.ts";
import type { OpenReader } from "./commands/look.ts";
import type { PlanOptions } from "./commands/plan.ts";
import type { SettleOptions } from "./commands/settle.ts";
import type { CommonOptions, ExitCode } from "./commands/show.ts";
import type { ForgetOptions, StateShowOptions } from "./commands/state.ts";
import type { ValidateOptions } from "./commands/validate.ts";
import { describeFailure } from "./failure.ts";
import type { Io } from "./io.ts";
import { branchName, deadlineOption, formatOption, timeoutOption, wholeNumber } from "./program-options.ts";
import { linesForTerminal } from "./render/escape.ts";
import { withoutSecrets } from "./secrets.ts";
import { version } from "./version.ts";

/** Runs one command line and gives its exit code. A command's own code is loaded when the command is run. */
export async function runProgram(args: readonly string[], open: Io): Promise<ExitCode> {
  const io = withoutSecrets(open);
  let exit: ExitCode = 0;
  const program = buildProgram(args, io, open, code => {
    exit = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    io.stderr.write(describeFailure(error));
    return 1;
  }
}

type Conclude = (exit: ExitCode) => void;
/** What commander hands to an action: the arguments, then the options and the command itself. */
type Action<Options> = (options: Options, operand?: string) => Promise<ExitCode>;

/** `open` shows secrets, too: it is for what has none but a key to print. */
function buildProgram(args: readonly string[], io: Io, open: Io, conclude: Conclude): Command {
  const program = new Command("rollcall")
    .description(
      "Keeps the membership of a Tally organization in git: reviewed like code, invited exactly once.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .option("--config <path>", "members.yaml, or a folder of such files", "members.yaml")
    .option("--state <path>", "the state file (default: members.state.jsonl beside the config)")
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
      writeErr: text => io.stderr.write(linesForTerminal(text)),
      getOutHelpWidth: () => io.stdout.width,
      getErrHelpWidth: () => io.stderr.width,
    })
    .showHelpAfterError("(rollcall help shows what there is)");

  const act =
    <Options extends object>(action: Action<Options>) =>
    async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const operand = given.length > 2 ? (given[0] as string | undefined) : undefined;
      conclude(await action(command.optsWithGlobals<Options>(), operand));
    };
  const families = [
    { commands: ["validate", "plan"], add: () => addChecking(program, io, act) },
    { commands: ["apply"], add: () => addActing(program, io, act) },
    { commands: ["drift"], add: () => addComparing(program, io, act) },
    { commands: ["import"], add: () => addStarting(program, io, act) },
    { commands: ["state"], add: () => addState(program, io, act) },
    { commands: ["sandbox", "demo"], add: () => addTrying(program, open, act) },
  ];
  // Building them all takes longer than a small plan does; who asks for none of them is shown all.
  const asked = families.filter(({ commands }) => commands.some(name => args.includes(name)));
  const isHelp = asked.length === 0 || args.includes("help");
  for (const { add } of isHelp ? families : asked) add();
  return program;
}

type Act = <Options extends object>(action: Action<Options>) => (...given: unknown[]) => Promise<void>;

function addChecking(program: Command, io: Io, act: Act): void {
  program
    .command("validate")
    .description("check the files")
    .addOption(formatOption("text", "json", "github", "sarif"))
    .action(
      act(async (options: ValidateOptions) => (await import("./commands/validate.ts")).validate(io, options)),
    );
  program
    .command("plan")
    .description("show what apply would do; needs no key and no network")
    .addOption(formatOption("text", "markdown", "json"))
    .option("--out <file>", "also write the plan as data, for rollcall apply FILE")
    .option("--detailed-exitcode", "exit with 2 when there is something to do")
    .option("--live", "look at Tally as well, as apply does; needs a key")
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      act(async (options: PlanOptions) =>
        (await import("./commands/plan.ts")).plan(io, options, openReaderFor(io)),
      ),
    );
}

function addComparing(program: Command, io: Io, act: Act): void {
  program
    .command("drift")
    .description("compare members.yaml, the state file and Tally")
    .addOption(formatOption("text", "markdown", "json"))
    .option("--detailed-exitcode", "exit with 2 when they differ")
    .option(
      "--pending-days <days>",
      "name invites that are pending for so many days",
      wholeNumber(0, 3650),
      7,
    )
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      act(async (options: DriftOptions) =>
        (await import("./commands/drift.ts")).drift(io, options, openReaderFor(io)),
      ),
    );
}

function addActing(program: Command, io: Io, act: Act): void {
  program
    .command("apply")
    .argument("[plan]", "a plan that rollcall plan --out wrote; refused if it no longer fits")
    .description("look at Tally, send the missing invites and record them")
    .addOption(formatOption("text", "json"))
    .option("--yes", "do not ask")
    .option("--no-live", "go by the state file alone, without looking at Tally")
    .option(
      "--allow-invites <count>",
      "let through exactly so many people, above settings.maxInvites",
      wholeNumber(0, 1_000_000),
    )
    .option(
      "--allow-removals <count>",
      "let through exactly so many people, above settings.maxRemovals",
      wholeNumber(0, 1_000_000),
    )
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      act(async (options: ApplyOptions, saved?: string) => {
        const [{ apply }, { openTally }] = await Promise.all([
          import("./commands/apply.ts"),
          import("./tally/open.ts"),
        ]);
        return apply(io, options, saved, openTally(io.clock));
      }),
    );
}

function addStarting(program: Command, io: Io, act: Act): void {
  program
    .command("import")
    .description("write members.yaml and the state file from a live organization")
    .option("--force", "replace members.yaml; the state file is kept, and gets what it lacks")
    .option("--csv <file>", "take the people from a list: email, workspaces, name, expires")
    .option("--workspace <name...>", "for the people of the list for whom it names none, by name or id")
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      act(async (options: ImportOptions) => {
        const { importOrganization } = await import("./commands/import.ts");
        return importOrganization(io, options, openReaderFor(io));
      }),
    );
}

function addState(program: Command, io: Io, act: Act): void {
  const state = program.command("state").description("read and mend the state file");
  const load = () => import("./commands/state.ts");
  state
    .command("list")
    .description("everybody of whom something is recorded")
    .addOption(formatOption("text", "json"))
    .action(act(async (options: StateShowOptions) => (await load()).stateList(io, options)));
  state
    .command("show")
    .argument("<email>")
    .description("what is recorded of one person, event by event")
    .action(act(async (options: CommonOptions, email = "") => (await load()).stateShow(io, options, email)));
  state
    .command("forget")
    .argument("<email>")
    .option("--workspace <name>", "only this workspace, by name or id")
    .description("drop what is recorded of a person; the next apply sends it again if it is desired")
    .action(
      act(async (options: ForgetOptions, email = "") => (await load()).stateForget(io, options, email)),
    );
  state
    .command("settle")
    .argument("[call]", "only this call, by its id")
    .addOption(
      new Option("--as <outcome>", "what you saw in Tally, for a key that cannot look").choices([
        "sent",
        "not-sent",
      ]),
    )
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .description("find out from Tally what became of unconfirmed calls, or say it with --as")
    .action(
      act(async (options: SettleOptions, call?: string) => {
        const { stateSettle } = await import("./commands/settle.ts");
        return stateSettle(io, { ...options, call }, openReaderFor(io));
      }),
    );
  state
    .command("compact")
    .description("write the state file anew, with as few lines as say the same")
    .action(act(async (options: CommonOptions) => (await load()).stateCompact(io, options)));
}

function addTrying(program: Command, io: Io, act: Act): void {
  program
    .command("sandbox")
    .description("an embedded Tally on loopback, to try things on")
    .option("--port <port>", "a port of your choice (default: a free one)", wholeNumber(0, 65_535))
    .action(
      act(async (options: { readonly port?: number }) => {
        const [{ sandbox }, { startSandbox }] = await Promise.all([
          import("./commands/sandbox.ts"),
          import("./sandbox/server.ts"),
        ]);
        return sandbox(io, options, startSandbox);
      }),
    );
  program
    .command("demo")
    .description("the whole loop on the embedded Tally, with nothing to install or configure")
    .action(
      act(async () => {
        const parts = [
          import("./commands/demo.ts"),
          import("./sandbox/server.ts"),
          import("./temporary.ts"),
        ] as const;
        const [{ demo }, { startSandbox }, { temporaryIo }] = await Promise.all(parts);
        return demo(io, { start: startSandbox, run: runProgram, temporaryIo: env => temporaryIo(io, env) });
      }),
    );
}

/** What opens Tally for looking. The client is loaded only when something is looked at. */
function openReaderFor(io: Io): OpenReader {
  return async (access, opening) => {
    const { openTally } = await import("./tally/open.ts");
    return openTally(io.clock)(access, opening).reader;
  };
}
