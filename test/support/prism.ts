import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const program = require.resolve("@stoplight/prism-cli/dist/index.js");
const document = join(import.meta.dirname, "github.openapi.json");

/** Prism in front of a server. For violations of the OpenAPI document, it responds with problem+json. */
export interface Prism {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts `prism proxy --errors` with the part of GitHub's OpenAPI document that build/cut-github-openapi.js keeps. Uses a child
 * process, because Prism writes to stdout and its internal API isn't stable.
 */
export async function startPrism(upstream: string): Promise<Prism> {
  const args = [program, "proxy", "--errors", "-h", "127.0.0.1", "-p", "0", document, upstream];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>(resolve => child.on("close", () => resolve()));
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  return {
    url: await urlOf(child),
    close: async () => {
      process.off("exit", killAtExit);
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function urlOf(child: ChildProcess): Promise<string> {
  let written = "";
  child.stderr?.on("data", chunk => {
    written += chunk;
  });
  return new Promise((resolve, reject) => {
    // Read stdout to its end. Otherwise, Prism would block when the pipe is full.
    createInterface({ input: child.stdout ?? process.stdin }).on("line", line => {
      const [, url] = /listening on (http:\S+)/.exec(line) ?? [];
      if (url) resolve(url);
    });
    child.on("close", () => reject(new Error(`Prism didn't start: ${written}`)));
  });
}
