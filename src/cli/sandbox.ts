import type { Command } from "commander";
import type { RunCommand } from "../commands/demo.ts";
import type { CommandContext } from "./command.ts";
import { wholeNumber } from "./options.ts";

/** Declares sandbox and demo. */
export function addSandbox(program: Command, { io, runCommand }: CommandContext, run: RunCommand): void {
  program
    .command("sandbox")
    .description("an embedded Tally on loopback, to try things on")
    .option("--port <port>", "a port of your choice (default: a free one)", wholeNumber(0, 65_535))
    .action(
      runCommand(async (options: { readonly port?: number }) => {
        const [{ sandbox }, { startSandbox }] = await Promise.all([
          import("../commands/sandbox.ts"),
          import("../sandbox/server.ts"),
        ]);
        return sandbox(io, options, startSandbox);
      }),
    );
  program
    .command("demo")
    .description("the whole loop on the embedded Tally, with nothing to install or configure")
    .action(
      runCommand(async () => {
        const context = [
          import("../commands/demo.ts"),
          import("../sandbox/server.ts"),
          import("../io/node/temporary-io.ts"),
        ] as const;
        const [{ demo }, { startSandbox }, { temporaryIo }] = await Promise.all(context);
        return demo(io, { start: startSandbox, run, temporaryIo: env => temporaryIo(io, env) });
      }),
    );
}
