import type { Io } from "../io/io.ts";
import type { ExitCode } from "./console/console.ts";
import type { StartSandbox } from "./sandbox.ts";

/** Runs one command line, as `rollcall` would. */
export type RunCommand = (args: readonly string[], io: Io) => Promise<ExitCode>;

/** What the demo needs, in addition to its `Io`. */
export interface DemoDeps {
  readonly start: StartSandbox;
  readonly run: RunCommand;
  /** Returns an `Io` in a new, empty folder, and a function that removes the folder. */
  readonly temporaryIo: (
    env: Readonly<Record<string, string>>,
  ) => Promise<{ readonly io: Io; remove(): Promise<void> }>;
}

const firstMembers = `organization: kwob3J
workspaces:
  marketing: wLDNPp
  research: npe1DB
groups:
  design: [marketing, research]
members:
  - email: ada@example.com
    groups: [design]
  - email: grace@example.com
    name: Grace Hopper
    workspaces: [research]
`;

const alan = `  - email: alan@example.com
    groups: [design]
`;

const mistake = `  - email: ADA@example.com
    workspaces: [reserch]
`;

/** Shows the full workflow on a mock Tally server in a temporary folder: validate, plan, apply, an edit, and a mistake. */
export async function demo(io: Io, { start, run, temporaryIo }: DemoDeps): Promise<ExitCode> {
  const tally = await start({});
  const env = { TALLY_API_URL: tally.url, TALLY_API_KEY: tally.key };
  const { io: temporary, remove } = await temporaryIo(env);
  // Notes of the commands go to stdout as well, so that they appear in order between the results.
  const inside: Io = { ...temporary, stderr: io.stdout };
  const print = (text: string) => io.stdout.write(`${text}\n`);
  const command = async (line: string): Promise<ExitCode> => {
    print(`\n$ rollcall ${line}`);
    return run(line.split(" "), inside);
  };
  const write = async (text: string, added: string) => {
    await inside.files.replace("members.yaml", text);
    print(`\n${added.trimEnd().replace(/^/gm, "  | ")}`);
  };

  try {
    print("This demo runs on a mock Tally server. Nothing leaves your machine, and no files are kept.");
    print("\nmembers.yaml lists who should have access:");
    await write(firstMembers, firstMembers);
    const exits = [await command("validate"), await command("plan"), await command("apply --yes")];
    print("\nmembers.state.jsonl now records what was sent, so a second plan is empty:");
    exits.push(await command("plan"));
    print("\nSomeone joins. Add two lines to members.yaml:");
    await write(firstMembers + alan, alan);
    exits.push(await command("plan --out plan.json"), await command("apply plan.json --yes"));
    print("\nThe next edit contains two mistakes:");
    await write(firstMembers + alan + mistake, mistake);
    const failed = await command("plan");
    print("\nNothing was sent: Rollcall plans and sends nothing until every error is fixed.");
    print(
      "Next, run rollcall init in your own repository. To try your own members.yaml on the mock server, run rollcall sandbox.",
    );
    return exits.every(exit => exit === 0) && failed === 1 ? 0 : 1;
  } finally {
    await remove();
    await tally.close();
  }
}
