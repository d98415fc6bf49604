import { redactSecrets } from "../core/text/redact.ts";
import type { Io, Output } from "./io.ts";
import { proxyPasswordsIn } from "./proxy.ts";

/** The environment variables that contain secrets. */
export const secretNames = ["TALLY_API_KEY", "INPUT_API-KEY", "INPUT_GITHUB-TOKEN"] as const;

/** In characters. Anything shorter isn't a key, and might be part of any text. */
const minSecretLength = 8;

/** Returns the secrets in an environment without duplicates, including the passwords of proxies. */
export function secretsIn(env: Io["env"]): readonly string[] {
  const values = secretNames.map(name => env[name]?.trim() ?? "");
  return [...new Set([...values, ...proxyPasswordsIn(env)])].filter(value => value !== "");
}

/** Returns a function that hides the secrets of an environment in a string. */
export function redactorFor(env: Io["env"]): (text: string) => string {
  const secrets = secretsIn(env).filter(secret => secret.length >= minSecretLength);
  return text => redactSecrets(text, secrets);
}

/** Returns an `Io` that hides the secrets of its environment in all output. */
export function redactedIo(io: Io): Io {
  const hide = redactorFor(io.env);
  return { ...io, stdout: mapOutput(io.stdout, hide), stderr: mapOutput(io.stderr, hide) };
}

/** Returns an output that changes everything before writing it. */
export function mapOutput(output: Output, change: (text: string) => string): Output {
  return {
    write: text => output.write(change(text)),
    get isTerminal() {
      return output.isTerminal;
    },
    get width() {
      return output.width;
    },
  };
}
