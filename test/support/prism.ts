import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const program = require.resolve("@stoplight/prism-cli/dist/index.js");
const document = join(import.meta.dirname, "github.openapi.json");

/** Prism in front of a server; it answers for what breaks the document with problem+json. */
export interface Prism {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts `prism proxy --errors` with the part of GitHub's document that build/cut-github-openapi.js keeps. A child
 * process, since Prism writes to standard output and keeps no promise about its interior.
 */
export async function startPrism(upstream: string): Promise<Prism> {
  const args = [program, "proxy", "--errors", "-h", "127.0.0.1", "-p", "0", document, upstream];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>(resolve => child.on("close", () => resolve()));
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  return {
    url: await addressOf(child),
    close: async () => {
      process.off("exit", killAtExit);
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let written = "";
  child.stderr?.on("data", chunk => {
    written += chunk;
  });
  return new Promise((resolve, reject) => {
    // Goes on reading to the end, or Prism would stop at a full pipe.
    createInterface({ input: child.stdout ?? process.stdin }).on("line", line => {
      const [, address] = /listening on (http:\S+)/.exec(line) ?? [];
      if (address) resolve(address);
    });
    child.on("close", () => reject(new Error(`Prism did not start: ${written}`)));
  });
}
