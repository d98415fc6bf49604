import type { CommanderError } from "commander";

/** Returns an error as it is shown. For --force, leaves out the option that commander suggests, which does something else. */
export function errorText(text: string): string {
  const shown = text.replace(/^error:/, "Error:");
  return isAboutForce(text) ? `${shown.split("\n")[0]}\n` : shown;
}

function isAboutForce(message: string): boolean {
  return /unknown option '(?:--force|-f)'/.test(message);
}

/** A command line that has an error. */
interface FailedLine {
  readonly args: readonly string[];
  /** The name of its command, if there is such a command. */
  readonly command: string | undefined;
  /** The path of the user's shell. */
  readonly shell: string | undefined;
}

/** Returns what to do about an error in a command line, or undefined if only the help was requested. */
export function hintFor(
  { code, message }: Pick<CommanderError, "code" | "message">,
  { args, command, shell }: FailedLine,
): string | undefined {
  if (code === "commander.help") return undefined;
  if (isAboutForce(message))
    return "There is no --force. To exceed a safety limit once, run rollcall apply --allow-invites COUNT or --allow-removals COUNT. To send an invite again, set resend in members.yaml.";
  if (code === "commander.missingArgument" && (command === "add" || command === "remove"))
    return `Put the email address first: rollcall ${command} ada@example.com --workspace NAME`;
  if (command === "completion") return `Run ${completionCommands(shell)}`;
  const file = args.find(arg => /\.ya?ml$/.test(arg));
  if (code === "commander.excessArguments" && command !== undefined && file !== undefined)
    return `To use another members file, run rollcall ${command} --config ${file}`;
  return `For help, run rollcall help${command === undefined ? "" : ` ${command}`}`;
}

/** The command that prints the script of the user's shell, or those of all shells if it is another one. */
function completionCommands(shell = ""): string {
  const own = /(?:^|\/)(bash|zsh|fish)$/.exec(shell)?.[1];
  return own ? `rollcall completion ${own}` : "rollcall completion bash, zsh, or fish";
}
