import type { Io } from "../io/io.ts";
import type { ExitCode } from "./console/console.ts";
import type { StartSandbox } from "./sandbox.ts";

/** Runs one command line, as `rollcall` would. */
export type RunCommand = (args: readonly string[], io: Io) => Promise<ExitCode>;

/** What the demo needs beside its `Io`. */
export interface DemoDeps {
  readonly start: StartSandbox;
  readonly run: RunCommand;
  /** An `Io` whose folder is new and empty, and what removes the folder. */
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

/** Walks through the whole loop on an embedded Tally in a temporary folder: check, plan, apply, an edit, and a mistake. */
export async function demo(io: Io, { start, run, temporaryIo }: DemoDeps): Promise<ExitCode> {
  const tally = await start({});
  const env = { TALLY_API_URL: tally.url, TALLY_API_KEY: tally.key };
  const { io: temporary, remove } = await temporaryIo(env);
  // What the commands say by the way belongs between what they print.
  const inside: Io = { ...temporary, stderr: io.stdout };
  const say = (text: string) => io.stdout.write(`${text}\n`);
  const command = async (line: string): Promise<ExitCode> => {
    say(`\n$ rollcall ${line}`);
    return run(line.split(" "), inside);
  };
  const write = async (text: string, added: string) => {
    await inside.files.replace("members.yaml", text);
    say(`\n${added.trimEnd().replace(/^/gm, "  | ")}`);
  };

  try {
    say("Rollcall on an embedded Tally: nothing leaves this machine, and nothing stays on it.");
    say("\nWho should have access stands in members.yaml:");
    await write(firstMembers, firstMembers);
    const exits = [await command("validate"), await command("plan"), await command("apply --yes")];
    say("\nWhat was sent is recorded in members.state.jsonl, so a second plan is empty:");
    exits.push(await command("plan"));
    say("\nSomebody joins: two lines in members.yaml.");
    await write(firstMembers + alan, alan);
    exits.push(await command("plan --out plan.json"), await command("apply plan.json --yes"));
    say("\nSomebody makes two mistakes:");
    await write(firstMembers + alan + mistake, mistake);
    const failed = await command("plan");
    say(
      "\nNothing was sent for that: what does not check is not planned, and what is not planned is not sent.",
    );
    say(
      "Next: rollcall init, in a repository of your own; or rollcall sandbox, to try your own members.yaml on this Tally.",
    );
    return exits.every(exit => exit === 0) && failed === 1 ? 0 : 1;
  } finally {
    await remove();
    await tally.close();
  }
}
