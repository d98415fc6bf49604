import type { Io } from "../io/io.ts";
import type { ExitCode } from "./console/console.ts";

/** An embedded Tally that is running. */
export interface RunningSandbox {
  readonly url: string;
  readonly key: string;
  close(): Promise<void>;
}

/** Starts an embedded Tally, on a free port where none is given. */
export type StartSandbox = (options: { readonly port?: number }) => Promise<RunningSandbox>;

/** Serves the embedded Tally until it is stopped. Its address and key are printed as a shell takes them. */
export async function sandbox(
  io: Io,
  options: { readonly port?: number | undefined },
  start: StartSandbox,
): Promise<ExitCode> {
  const running = await start(options.port === undefined ? {} : { port: options.port });
  io.stdout.write(`export TALLY_API_URL=${running.url}\nexport TALLY_API_KEY=${running.key}\n`);
  io.stderr.write(
    "An embedded Tally, in memory only. Organization kwob3J; workspaces marketing wLDNPp, research npe1DB, support 31Wy9l.\nPut the two lines above into another shell and use rollcall there. Ctrl-C ends it.\n",
  );
  await new Promise<void>(resolve => {
    io.onInterrupt(resolve);
  });
  await running.close();
  return 0;
}
