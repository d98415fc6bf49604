import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { readRequest, transmit } from "./http/transmit.ts";
import { createMockTally, type MockTally, type MockTallyOptions } from "./mock-tally.ts";

/** The options of the sandbox. Each has a default. */
export interface SandboxOptions extends Partial<MockTallyOptions> {
  /** Default: a free port. */
  readonly port?: number;
}

/** A running sandbox. */
export interface Sandbox extends Omit<MockTally, "receive"> {
  /** Without a trailing slash. */
  readonly url: string;
  /** Refuses new connections until `resume`. Requests in progress are finished. */
  pause(): void;
  /** Listens again on the same port. */
  resume(): Promise<void>;
  /** Stops listening, and breaks every connection. */
  close(): Promise<void>;
}

/** Starts a mock Tally server on 127.0.0.1. Resolves once it listens, and rejects if the port is in use. */
export async function startSandbox({ port = 0, ...options }: SandboxOptions = {}): Promise<Sandbox> {
  const { receive, ...tally } = createMockTally({
    sleep: milliseconds => sleep(milliseconds, undefined, { ref: false }),
    ...options,
  });
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then(receive)
      .then(transmission => transmit(transmission, outgoing))
      .catch((error: Error) => {
        if (outgoing.destroyed) return;
        outgoing.writeHead(500).end(error.message);
      });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox has no port");

  const resume = async (): Promise<void> => {
    if (server.listening) return;
    server.listen(address.port, "127.0.0.1");
    await once(server, "listening");
  };
  const close = async (): Promise<void> => {
    const closed = server.listening ? once(server, "close") : undefined;
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    ...tally,
    url: `http://127.0.0.1:${address.port}`,
    pause: () => void server.close(),
    resume,
    close,
  };
}
