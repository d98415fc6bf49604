import type { Io } from "./io.ts";
import { isLoopback } from "./loopback.ts";

/** The proxy of a request. */
export interface HttpProxy {
  /** The environment variable that sets it. */
  readonly variable: string;
  /** Includes credentials. Undefined if the variable isn't the URL of an HTTP or HTTPS proxy. */
  readonly url: URL | undefined;
}

/** The variables for each protocol, in order of precedence, as in curl. */
const variables = {
  "http:": ["http_proxy", "HTTP_PROXY"],
  "https:": ["https_proxy", "HTTPS_PROXY"],
} as const;

/**
 * Returns the proxy that the environment sets for a URL, or undefined if there is none. Like Go, and so like the GitHub
 * CLI and Terraform, but unlike curl, it never uses a proxy for this machine: to the proxy, `localhost` is another
 * machine.
 */
export function proxyFor(target: URL, env: Io["env"]): HttpProxy | undefined {
  const { protocol, hostname } = target;
  const variable = variables[protocol === "http:" ? "http:" : "https:"].find(name => env[name]);
  if (variable === undefined || isLoopback(hostname)) return undefined;
  if (isExcepted(target, env["no_proxy"] || env["NO_PROXY"] || "")) return undefined;
  return { variable, url: readProxyUrl(env[variable]) };
}

/** Returns the port of an HTTP or HTTPS URL. */
export function portOf({ protocol, port }: URL): string {
  return port || (protocol === "http:" ? "80" : "443");
}

/** Returns the passwords of the proxies in an environment, in plain and URL-encoded form. */
export function proxyPasswordsIn(env: Io["env"]): readonly string[] {
  const urls = Object.values(variables).flatMap(names => names.map(name => readProxyUrl(env[name])));
  return urls.flatMap(url => (url?.password ? [decode(url.password), url.password] : []));
}

/** Returns the value of the `Proxy-Authorization` header, if the URL has credentials. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  return `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString("base64")}`;
}

/**
 * Whether NO_PROXY has an exception for a URL: a domain, which includes its subdomains, or an IP address, but
 * not a range of addresses.
 */
function isExcepted(target: URL, exceptions: string): boolean {
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .some(exception => {
      if (exception === "*") return true;
      const [, host = "", port] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(exception) ?? [];
      if (host === "" || (port !== undefined && port !== portOf(target))) return false;
      return target.hostname === host || target.hostname.endsWith(`.${host}`);
    });
}

/** Reads the URL of a proxy. The default scheme is HTTP, as in curl. */
function readProxyUrl(value = ""): URL | undefined {
  const text = value.includes("://") ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
