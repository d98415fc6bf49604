import type { Command } from "commander";
import type { RunCommand } from "../commands/demo.ts";
import { type CommandContext, usesGlobalOptions } from "./command.ts";
import { wholeNumber } from "./options.ts";

/** Declares sandbox and demo. */
export function addSandbox(program: Command, { io, runCommand }: CommandContext, run: RunCommand): void {
  usesGlobalOptions(program.command("demo"))
    .description("try the full workflow on a mock Tally server")
    .action(
      runCommand(async () => {
        const modules = [
          import("../commands/demo.ts"),
          import("../sandbox/server.ts"),
          import("../io/node/temporary-io.ts"),
        ] as const;
        const [{ demo }, { startSandbox }, { temporaryIo }] = await Promise.all(modules);
        return demo(io, { start: startSandbox, run, temporaryIo: env => temporaryIo(io, env) });
      }),
    );
  usesGlobalOptions(program.command("sandbox"))
    .description("run a mock Tally server")
    .option("--port <port>", "port to listen on (default: a free port)", wholeNumber(0, 65_535))
    .action(
      runCommand(async (options: { readonly port?: number }) => {
        const [{ sandbox }, { startSandbox }] = await Promise.all([
          import("../commands/sandbox.ts"),
          import("../sandbox/server.ts"),
        ]);
        return sandbox(io, options, startSandbox);
      }),
    );
}
