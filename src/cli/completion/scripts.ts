import bash from "@pnpm/tabtab/lib/templates/completion.bash";
import fish from "@pnpm/tabtab/lib/templates/completion.fish";
import zsh from "@pnpm/tabtab/lib/templates/completion.zsh";

/** Of the script for fish, what evaluates the line, and so runs what stands on it. */
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

/** The script with which bash, zsh or fish completes rollcall. Where rollcall is an alias, the alias must stand before it. */
export function completionScript(shell: string): string {
  return (templates[shell] ?? "").replace(/\{(?:pkgname|completer)\}/g, "rollcall");
}
