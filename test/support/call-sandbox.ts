import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/server.ts";

/** What a request may carry besides the key of the sandbox. */
export interface CallOptions {
  readonly json?: unknown;
  /** The body as it stands, instead of `json`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** An answer that came whole. `json` is `undefined` where the body is no JSON. */
export interface CallAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** Starts a sandbox that is closed when the test that asked for it ends. */
export async function startForTest(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Sends one request with the key. Rejects when no whole answer comes. */
export async function callSandbox(
  sandbox: Sandbox,
  method: string,
  path: string,
  { json, text, headers, signal }: CallOptions = {},
): Promise<CallAnswer> {
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
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer, json: parse(answer) };
}

/** The requests that ask a sandbox to change something, in the order of arrival. */
export function changesAt({ requests }: Sandbox): Sandbox["requests"] {
  return requests.filter(({ method }) => method !== "GET");
}

/** Asks for an invite to workspaces of the default seed. */
export function invite(
  sandbox: Sandbox,
  emails: string,
  workspaceIds: readonly string[] = ["wLDNPp"],
): Promise<CallAnswer> {
  return callSandbox(sandbox, "POST", `/organizations/${sandbox.organization.id}/invites`, {
    json: { workspaceIds, emails },
  });
}

/** What of an answer says that a request was refused by validation. */
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
