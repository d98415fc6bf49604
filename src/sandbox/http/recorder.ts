import type { FaultEffect, Faults } from "./faults.ts";
import type { MockRequest, MockResponse, Transmission } from "./message.ts";

/** A request, and its result. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The headers authorization, user-agent, tally-version, and content-type, if they were sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The status that was sent. `partial` if the response was cut off, and `pending` until the request has been handled. */
  readonly status: number | "pending" | "reset" | "hang" | "partial";
  /** The status of a response that was cut off, if its head was complete. */
  readonly headStatus?: number;
  /** The response, if it was sent completely. */
  readonly response?: Omit<MockResponse, "status">;
}

/** What records requests and applies faults to them. */
export interface RecorderOptions {
  readonly tally: (request: MockRequest) => MockResponse;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly onRequest: (request: RecordedRequest) => void | Promise<void>;
  readonly now: () => number;
  /** Resolves after some milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const recordedHeaders = ["authorization", "user-agent", "tally-version", "content-type"];
const blockPage =
  "<!DOCTYPE html><html><title>Attention Required!</title><body>Sorry, you have been blocked</body></html>";
const blocked: MockResponse = {
  status: 403,
  headers: { "content-type": "text/html; charset=UTF-8" },
  body: blockPage,
};

/** Returns a handler that records each request, blocks clients without a user agent, applies faults, and passes the rest to `tally`. */
export function withFaults(options: RecorderOptions): (request: MockRequest) => Promise<Transmission> {
  const { tally, faults, requests, onRequest, now, sleep } = options;
  const deliveries = new Set<{ readonly due: number; readonly play: () => unknown }>();
  const deliver = (): void => {
    for (const one of [...deliveries].filter(({ due }) => due <= now())) {
      deliveries.delete(one);
      one.play();
    }
  };
  return async request => {
    deliver();
    const { method, path, body } = request;
    const headers: Record<string, string> = {};
    for (const name of recordedHeaders) {
      const value = request.headers[name];
      if (value !== undefined) headers[name] = value;
    }
    const recorded: RecordedRequest = { method, path, headers, body, status: "pending" };
    requests.push(recorded);
    await onRequest(recorded);

    const play = () => tally(request);
    const apply = (effect: FaultEffect) => {
      if (effect === "before") play();
      if (effect === "first-address") tally({ ...request, body: aboutFirstAddress(body) });
    };
    const send = (response: MockResponse): Transmission => {
      Object.assign(recorded, { status: response.status, response });
      const date = new Date(now()).toUTCString();
      return { kind: "response", response: { ...response, headers: { ...response.headers, date } } };
    };
    const breakOff = (status: "reset" | "hang" | "partial", transmission: Transmission): Transmission => {
      Object.assign(recorded, { status });
      return transmission;
    };

    if (headers["user-agent"] === undefined) return send(blocked);
    const fault = faults.next(method, path.split("?", 1)[0] ?? "");
    if (!fault) return send(play());
    switch (fault.kind) {
      case "answer":
        apply(fault.effect);
        return send({ status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? "" });
      case "reset":
      case "hang":
        apply(fault.effect);
        return breakOff(fault.kind, { kind: fault.kind });
      case "delay":
        await sleep(fault.ms);
        return send(play());
      case "late":
        deliveries.add({ due: now() + fault.ms, play });
        void sleep(fault.ms + 20).then(deliver);
        return send({ status: fault.status, headers: {}, body: "" });
      case "raw":
        apply(fault.effect);
        return breakOff("partial", { kind: "raw", bytes: fault.bytes });
      case "partial": {
        const response = play();
        if (fault.cut === "body") Object.assign(recorded, { headStatus: response.status });
        return breakOff("partial", { kind: "partial", response, cut: fault.cut });
      }
    }
  };
}

/** Returns the body of an invite with only its first address. Doesn't change other bodies. */
function aboutFirstAddress(body: string): string {
  return body.replace(/("emails"\s*:\s*"[^",;]*)[^"]*/, "$1");
}
