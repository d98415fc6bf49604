import type { Clock } from "../../src/io/clock.ts";
import type { MockRequest, MockResponse, Transmission } from "../../src/sandbox/http/message.ts";
import type { MockTally } from "../../src/sandbox/mock-tally.ts";
import type { Sandbox } from "../../src/sandbox/server.ts";
import { type HttpRequest, type HttpResult, sendRequest } from "../../src/tally/http.ts";

/** What a client gets for a request, if it waits as long as necessary. `hang`: nothing. */
export type Delivered = HttpResult | "hang";

/** Tally as a network shows it. */
export interface Network {
  readonly tally: Omit<MockTally, "receive">;
  readonly url: string;
  /** Delivers a request. */
  deliver(request: HttpRequest): Promise<Delivered>;
  /** Refuses new connections until `resume`. */
  pause(): void;
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Returns a network without sockets. The problems that it reports are those of Node.js, which the fidelity test compares. */
export function memoryNetwork({ receive, ...tally }: MockTally): Network {
  let isRefused = false;
  return {
    tally,
    url: "http://127.0.0.1:1",
    deliver: async request => {
      if (isRefused) return { kind: "not-sent", problem: "the connection was refused (ECONNREFUSED)" };
      return deliveredFrom(await receive(mockRequest(request)));
    },
    pause: () => {
      isRefused = true;
    },
    resume: async () => {
      isRefused = false;
    },
    close: async () => {},
  };
}

function mockRequest({ method, url, headers, body = "" }: HttpRequest): MockRequest {
  return { method, path: url.pathname + url.search, headers, body };
}

const reset: HttpResult = { kind: "no-response", problem: "the connection was reset (ECONNRESET)" };

function deliveredFrom(transmission: Transmission): Delivered {
  switch (transmission.kind) {
    case "response":
      return whole(transmission.response);
    case "hang":
      return "hang";
    case "reset":
      return reset;
    case "partial":
      return transmission.cut === "head" ? reset : half(transmission.response);
    case "raw":
      return fromBytes(transmission.bytes);
  }
}

function whole({ status, headers, body }: MockResponse): HttpResult {
  return { kind: "response", status, headers, body, isWhole: true };
}

function half(response: MockResponse): HttpResult {
  const { status, headers, body } = response;
  // A 204 has no body that could break off.
  if (status === 204) return whole(response);
  const bytes = Buffer.from(body);
  const arrived = bytes.subarray(0, bytes.length / 2).toString();
  return { kind: "response", status, headers, body: arrived, isWhole: false };
}

/** Returns what Node.js makes of bytes instead of a response. */
function fromBytes(bytes: string): HttpResult {
  if (bytes.startsWith("HTTP/1.1 204 "))
    return { kind: "response", status: 204, headers: {}, body: "", isWhole: true };
  return { kind: "no-response", problem: "Parse Error: Expected HTTP/, RTSP/ or ICE/" };
}

/** Returns a network of real sockets. `onSend` gets a function that ends the timeouts of the request. */
export function socketNetwork(sandbox: Sandbox, onSend: (ring: () => void) => void): Network {
  const { url, pause, resume, close, ...tally } = sandbox;
  return {
    tally,
    url,
    deliver: async request => {
      const rings = new Set<() => void>();
      const clock: Pick<Clock, "after"> = {
        after: (_, ring) => {
          rings.add(ring);
          return () => rings.delete(ring);
        },
      };
      let isHanging = false;
      onSend(() => {
        isHanging = true;
        for (const ring of [...rings]) ring();
      });
      const result = await sendRequest(request, { connect: 1, headers: 1, body: 1 }, clock);
      return isHanging ? "hang" : result;
    },
    pause,
    resume,
    close,
  };
}
