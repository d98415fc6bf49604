import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";

/** A request to a proxy, and the bytes that the proxy could read afterwards. */
export interface Tunnel {
  /** The request line, such as `CONNECT tally.example:443`. */
  readonly request: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes that the client sent through the tunnel. */
  readonly seen: Buffer[];
}

/** A proxy on the loopback interface that connects each host name to a given port, because names in tests don't resolve. */
export interface TestProxy {
  readonly host: string;
  readonly tunnels: readonly Tunnel[];
  close(): Promise<void>;
}

/** Starts a proxy. `portFor` has the loopback port for each host. The proxy rejects other hosts, and every host if `status` is given. */
export async function startProxy(
  portFor: Readonly<Record<string, number>>,
  status?: number,
): Promise<TestProxy> {
  const tunnels: Tunnel[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    tunnels.push({ request: `${method} ${url}`, headers, seen: [] });
    response.writeHead(501).end();
  });
  server.on("connect", ({ url = "", headers }, client: Socket) => {
    const tunnel: Tunnel = { request: `CONNECT ${url}`, headers, seen: [] };
    tunnels.push(tunnel);
    const port = portFor[url];
    client.on("error", () => {});
    if (status !== undefined || port === undefined) {
      client.end(`HTTP/1.1 ${status ?? 403} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const target = connect(port, "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
    client.on("data", bytes => tunnel.seen.push(bytes));
    pipe(client, target);
  });
  const port = await listen(server);
  return { host: `127.0.0.1:${port}`, tunnels, close: () => close(server) };
}

/** A certificate for all hosts of the tests. */
export interface Certificate {
  /** The path for NODE_EXTRA_CA_CERTS. */
  readonly path: string;
  readonly cert: string;
  readonly key: string;
}

const certificates = join(import.meta.dirname, "certificate");
const certPath = join(certificates, "cert.pem");

/** A self-signed certificate for tally.example, github.example, and 127.0.0.1. Only these tests trust it. */
export const certificate: Certificate = {
  path: certPath,
  cert: readFileSync(certPath, "utf8"),
  key: readFileSync(join(certificates, "key.pem"), "utf8"),
};

/** Starts a TLS server on the loopback interface in front of a server without TLS, and returns its port. */
export async function startTls(
  { cert, key }: Certificate,
  target: string,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { hostname, port } = new URL(target);
  const server = createTlsServer({ cert, key }, client => pipe(client, connect(Number(port), hostname)));
  server.on("tlsClientError", () => {});
  return { port: await listen(server), close: () => close(server) };
}

/** The sockets of each server, which `close` destroys. */
const socketsOf = new WeakMap<Server, Set<Socket>>();

/** Starts a server on the loopback interface, and returns its port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  socketsOf.set(server, sockets);
  server.on("connection", socket => sockets.add(socket));
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  for (const socket of socketsOf.get(server) ?? []) socket.destroy();
  await new Promise(resolve => server.close(resolve));
}

function pipe(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
    from.pipe(to);
  }
}
