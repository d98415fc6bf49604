import { redactSecrets } from "../core/text/redact.ts";
import type { Io, Output } from "./io.ts";
import { proxyPasswordsIn } from "./proxy.ts";

/** The variables of the environment that hold secrets. */
export const secretNames = ["TALLY_API_KEY", "INPUT_API-KEY", "INPUT_GITHUB-TOKEN"] as const;

/** In characters. What is shorter is no key, and would be found in any text. */
const minSecretLength = 8;

/** The secrets of an environment, each once, with the passwords of its proxies. */
export function secretsIn(env: Io["env"]): readonly string[] {
  const values = secretNames.map(name => env[name]?.trim() ?? "");
  return [...new Set([...values, ...proxyPasswordsIn(env)])].filter(value => value !== "");
}

/** Hides the secrets of an environment in whatever text is shown. */
export function redactorFor(env: Io["env"]): (text: string) => string {
  const secrets = secretsIn(env).filter(secret => secret.length >= minSecretLength);
  return text => redactSecrets(text, secrets);
}

/** An `Io` that shows no secret of its environment, wherever a text has it from. */
export function redactedIo(io: Io): Io {
  const hide = redactorFor(io.env);
  return { ...io, stdout: changedOutput(io.stdout, hide), stderr: changedOutput(io.stderr, hide) };
}

/** An output that shows what is made of each text. */
export function changedOutput(output: Output, change: (text: string) => string): Output {
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
