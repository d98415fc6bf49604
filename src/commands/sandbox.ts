import type { Io } from "../io/io.ts";
import type { ExitCode } from "./console/console.ts";

/** A running mock Tally server. */
export interface RunningSandbox {
  readonly url: string;
  readonly key: string;
  close(): Promise<void>;
}

/** Starts a mock Tally server, on a free port by default. */
export type StartSandbox = (options: { readonly port?: number }) => Promise<RunningSandbox>;

/** Runs the mock Tally server until it is stopped. Prints its URL and key as shell commands. */
export async function sandbox(
  io: Io,
  options: { readonly port?: number | undefined },
  start: StartSandbox,
): Promise<ExitCode> {
  const running = await start(options.port === undefined ? {} : { port: options.port });
  io.stdout.write(`export TALLY_API_URL=${running.url}\nexport TALLY_API_KEY=${running.key}\n`);
  io.stderr.write(
    "Mock Tally server, in memory only. Organization: kwob3J. Workspaces: marketing (wLDNPp), research (npe1DB), support (31Wy9l).\nPaste the two lines above into another terminal, and run rollcall there. To stop the server, press Ctrl-C.\n",
  );
  await new Promise<void>(resolve => {
    io.onInterrupt(resolve);
  });
  await running.close();
  return 0;
}
