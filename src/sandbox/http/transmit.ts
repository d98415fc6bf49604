import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { MockRequest, MockResponse, Transmission } from "./message.ts";

/** Reads a request with its body. Rejects if the connection ends before. */
export async function readRequest(incoming: IncomingMessage): Promise<MockRequest> {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
  return { method: incoming.method ?? "", path: incoming.url ?? "", headers, body: await text(incoming) };
}

/** Sends what the mock decided on, even if that isn't a whole HTTP response. */
export async function transmit(transmission: Transmission, outgoing: ServerResponse): Promise<void> {
  const { socket } = outgoing;
  switch (transmission.kind) {
    case "response": {
      const { status, headers, body } = transmission.response;
      const hasBody = body !== "";
      outgoing.writeHead(status, {
        ...headers,
        ...(hasBody && { "content-length": Buffer.byteLength(body) }),
      });
      outgoing.end(hasBody ? body : undefined);
      return;
    }
    case "partial":
      return sendAndEnd(socket, partOf(transmission.response, transmission.cut));
    case "raw":
      return sendAndEnd(socket, Buffer.from(transmission.bytes));
    case "reset":
      socket?.resetAndDestroy();
      return;
    case "hang":
      return;
  }
}

/** Returns the beginning of a response, because an HTTP server would complete it. */
function partOf({ status, headers, body: text }: MockResponse, cut: "head" | "body"): Buffer {
  const body = Buffer.from(text);
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (status !== 204) lines.push(`content-length: ${body.length}`);
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
  return cut === "head"
    ? head.subarray(0, head.length / 2)
    : Buffer.concat([head, body.subarray(0, body.length / 2)]);
}

async function sendAndEnd(socket: Socket | null, bytes: Buffer): Promise<void> {
  await new Promise<void>(resolve => {
    if (socket) socket.end(bytes, resolve);
    else resolve();
  });
  socket?.destroy();
}
