import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { FaultEffect, Faults } from "./faults.ts";

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
  readonly response?: RecordedResponse;
}

/** A response that was sent. Header names are in lowercase. */
export interface RecordedResponse {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A handler for `getRequestListener` of @hono/node-server. */
export type Handler = (request: Request, bindings: HttpBindings | Http2Bindings) => Promise<Response>;

const recordedHeaders = ["authorization", "user-agent", "tally-version", "content-type"];
const blockPage =
  "<!DOCTYPE html><html><title>Attention Required!</title><body>Sorry, you have been blocked</body></html>";

/** Returns a handler that records each request, blocks clients without a user agent, applies faults, and passes the rest to `tally`. */
export function withFaults(
  tally: (request: Request) => Promise<Response>,
  faults: Faults,
  requests: RecordedRequest[],
  onRequest: (request: RecordedRequest) => void | Promise<void>,
  now: () => number,
): Handler {
  const deliveries = new Set<{ readonly due: number; readonly play: () => Promise<unknown> }>();
  const deliver = async (): Promise<void> => {
    for (const one of [...deliveries].filter(({ due }) => due <= now())) {
      deliveries.delete(one);
      await one.play();
    }
  };
  return async (request, { incoming }) => {
    await deliver();
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(recordedHeaders.flatMap(name => headerEntry(request.headers, name)));
    const body = await request.text();
    const recorded: RecordedRequest = {
      method: request.method,
      path: pathname + search,
      headers,
      body,
      status: "pending",
    };
    requests.push(recorded);
    await onRequest(recorded);

    const play = (playedBody: string = body) => tally(requestWith(request, playedBody));
    const apply = async (effect: FaultEffect) => {
      if (effect === "before") await play();
      if (effect === "first-address") await play(aboutFirstAddress(body));
    };
    const send = async (response: Response): Promise<Response> => {
      const sent = { headers: Object.fromEntries(response.headers), body: await response.clone().text() };
      Object.assign(recorded, { status: response.status, response: sent });
      response.headers.set("date", new Date(now()).toUTCString());
      return response;
    };
    const breakOff = (status: "reset" | "hang" | "partial"): Response => {
      Object.assign(recorded, { status });
      return RESPONSE_ALREADY_SENT;
    };

    if (headers["user-agent"] === undefined) return send(htmlPage(403, blockPage));
    const fault = faults.next(request.method, pathname);
    if (!fault) return send(await play());
    switch (fault.kind) {
      case "answer":
        await apply(fault.effect);
        return send(
          new Response(fault.body ?? null, { status: fault.status, headers: { ...fault.headers } }),
        );
      case "reset":
        await apply(fault.effect);
        incoming.socket.resetAndDestroy();
        return breakOff("reset");
      case "hang":
        await apply(fault.effect);
        return breakOff("hang");
      case "delay":
        await sleep(fault.ms, undefined, { ref: false });
        return send(await play());
      case "late":
        deliveries.add({ due: now() + fault.ms, play });
        void sleep(fault.ms + 20, undefined, { ref: false }).then(deliver);
        return send(new Response(null, { status: fault.status }));
      case "raw":
        await apply(fault.effect);
        await sendAndEnd(incoming.socket, Buffer.from(fault.bytes));
        return breakOff("partial");
      case "partial": {
        const response = await play();
        if (fault.cut === "body") Object.assign(recorded, { headStatus: response.status });
        await sendPart(incoming.socket, response, fault.cut);
        return breakOff("partial");
      }
    }
  };
}

function headerEntry(headers: Headers, name: string): readonly [string, string][] {
  const value = headers.get(name);
  return value === null ? [] : [[name, value]];
}

function requestWith({ url, method, headers }: Request, body: string): Request {
  const bodiless = method === "GET" || method === "HEAD";
  return new Request(url, { method, headers, ...(!bodiless && { body }) });
}

/** Returns the body of an invite with only its first address. Doesn't change other bodies. */
function aboutFirstAddress(body: string): string {
  return body.replace(/("emails"\s*:\s*"[^",;]*)[^"]*/, "$1");
}

function htmlPage(status: number, page: string): Response {
  return new Response(page, { status, headers: { "content-type": "text/html; charset=UTF-8" } });
}

/** Writes the beginning of a response to the socket, because an HTTP server would complete it, and ends the connection. */
async function sendPart(socket: Socket, response: Response, cut: "head" | "body"): Promise<void> {
  const body = Buffer.from(await response.text());
  const lines = [`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`];
  for (const [name, value] of response.headers) lines.push(`${name}: ${value}`);
  if (response.status !== 204) lines.push(`content-length: ${body.length}`);
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
  const sent =
    cut === "head"
      ? head.subarray(0, head.length / 2)
      : Buffer.concat([head, body.subarray(0, body.length / 2)]);
  await sendAndEnd(socket, sent);
}

async function sendAndEnd(socket: Socket, bytes: Buffer): Promise<void> {
  await new Promise<void>(resolve => {
    socket.end(bytes, resolve);
  });
  socket.destroy();
}
