import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/server.ts";

/** Options of a request, in addition to the sandbox's API key. */
export interface CallOptions {
  readonly json?: unknown;
  /** The raw body, instead of `json`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A complete response. `json` is `undefined` if the body isn't JSON. */
export interface CallResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** Starts a sandbox, and closes it when the test ends. */
export async function startForTest(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Sends one request with the API key. Rejects if there is no complete response. */
export async function callSandbox(
  sandbox: Sandbox,
  method: string,
  path: string,
  { json, text, headers, signal }: CallOptions = {},
): Promise<CallResponse> {
  const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(sandbox.url + path, {
    method,
    headers: {
      authorization: `Bearer ${sandbox.key}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  });
  const received = await response.text();
  return { status: response.status, headers: response.headers, text: received, json: parse(received) };
}

/** Returns the requests for changes that a sandbox received, in order. */
export function changeRequests({ requests }: Sandbox): Sandbox["requests"] {
  return requests.filter(({ method }) => method !== "GET");
}

/** Requests an invite to workspaces of the default seed. */
export function invite(
  sandbox: Sandbox,
  emails: string,
  workspaceIds: readonly string[] = ["wLDNPp"],
): Promise<CallResponse> {
  return callSandbox(sandbox, "POST", `/organizations/${sandbox.organization.id}/invites`, {
    json: { workspaceIds, emails },
  });
}

/** Returns the parts of a response that show that validation rejected a request. */
export function validation(message: string): object {
  return { status: 400, json: { message, errorType: "VALIDATION" } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
