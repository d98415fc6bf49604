import type { Io } from "./io.ts";
import { isLoopback } from "./loopback.ts";

/** The proxy of a request. */
export interface HttpProxy {
  /** The environment variable that names it. */
  readonly variable: string;
  /** With its credentials. Undefined if the variable has no URL of an HTTP or HTTPS proxy. */
  readonly url: URL | undefined;
}

/** In this order, as curl does it. */
const variables = {
  "http:": ["http_proxy", "HTTP_PROXY"],
  "https:": ["https_proxy", "HTTPS_PROXY"],
} as const;

/**
 * The proxy that the environment names for a URL, or undefined if there is none. Like Go, and so like the GitHub CLI and
 * Terraform, but unlike curl, it never sends a request to this machine through a proxy: the loopback of the proxy is another one.
 */
export function proxyFor(target: URL, env: Io["env"]): HttpProxy | undefined {
  const { protocol, hostname } = target;
  const variable = variables[protocol === "http:" ? "http:" : "https:"].find(name => env[name]);
  if (variable === undefined || isLoopback(hostname)) return undefined;
  if (isExcepted(target, env["no_proxy"] || env["NO_PROXY"] || "")) return undefined;
  return { variable, url: readProxyUrl(env[variable]) };
}

/** The port of an HTTP or HTTPS URL. */
export function portOf({ protocol, port }: URL): string {
  return port || (protocol === "http:" ? "80" : "443");
}

/** The passwords of the proxies that an environment names, as they are and as in the URL. */
export function proxyPasswordsIn(env: Io["env"]): readonly string[] {
  const urls = Object.values(variables).flatMap(names => names.map(name => readProxyUrl(env[name])));
  return urls.flatMap(url => (url?.password ? [decode(url.password), url.password] : []));
}

/** The value of the `Proxy-Authorization` header, if the URL has credentials. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  return `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString("base64")}`;
}

/** The host may be a domain, which includes its subdomains, or an IP address; ranges of addresses are not supported. */
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

/** Without a scheme, HTTP is meant, as in curl. */
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
