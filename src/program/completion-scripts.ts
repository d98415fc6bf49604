import bash from "@pnpm/tabtab/lib/templates/completion.bash";
import fish from "@pnpm/tabtab/lib/templates/completion.fish";
import zsh from "@pnpm/tabtab/lib/templates/completion.zsh";

const templates: Readonly<Record<string, string>> = { bash, zsh, fish };

/** The script with which bash, zsh or fish completes rollcall. Where rollcall is an alias, the alias must stand before it. */
export function completionScript(shell: string): string {
  return (templates[shell] ?? "").replace(/\{(?:pkgname|completer)\}/g, "rollcall");
}
