import bash from "@pnpm/tabtab/lib/templates/completion.bash";
import fish from "@pnpm/tabtab/lib/templates/completion.fish";
import zsh from "@pnpm/tabtab/lib/templates/completion.zsh";

/** The line of the fish script that evaluates the command line, which would run any command in it. */
const evaluated = /^ *set completions \(eval .*\)$/m;
const unevaluated = `  set -lx COMP_CWORD "$words"
  set -lx COMP_LINE "$cmd "
  set -lx COMP_POINT "$cursor"
  set -lx SHELL fish
  set completions ({completer} completion-server -- $cmd)`;

const templates: Readonly<Record<string, string>> = {
  bash,
  zsh,
  fish: fish.replace(evaluated, () => unevaluated),
};

/** Returns the completion script for bash, zsh, or fish. If rollcall is an alias, it must be defined before the script runs. */
export function completionScript(shell: string): string {
  return (templates[shell] ?? "").replace(/\{(?:pkgname|completer)\}/g, "rollcall");
}
