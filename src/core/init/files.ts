import { listText, scalarText } from "../yaml/stringify.ts";
import {
  type FirstMembers,
  type InitChoices,
  type InitFile,
  type InitPaths,
  schemaUrl,
  type WorkflowName,
} from "./model.ts";
import { workflowText } from "./workflows.ts";

/** Where GitHub looks for code owners. It uses the first of these files that exists. */
export const ownersPaths = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** Where GitHub looks for the configuration of Dependabot. */
export const dependabotPaths = [".github/dependabot.yml", ".github/dependabot.yaml"] as const;

/** The paths at which a repository already has these files, each of which can be at several paths. */
export interface ExistingPaths {
  readonly owners: string | undefined;
  readonly dependabot: string | undefined;
}

/** Returns the files to write, in writing order. `existing` has the paths of files that the repository already has. */
export function draftFiles(choices: InitChoices, existing: ExistingPaths): readonly InitFile[] {
  const { members, paths, workflows, owners, stateBranch } = choices;
  const ownersPath = existing.owners ?? ownersPaths[0];
  return [
    ...(members
      ? [{ kind: "members", path: paths.config, text: membersText(members, choices) } as const]
      : []),
    ...workflows.map(workflow => ({
      kind: "workflow" as const,
      path: workflowPath(workflow),
      text: workflowText(workflow, choices),
      workflow,
    })),
    ...(workflows.length > 0 ? [dependabotFile(existing.dependabot ?? dependabotPaths[0])] : []),
    ...(owners.length > 0
      ? [{ kind: "owners", path: ownersPath, lines: ownersLines(choices, ownersPath) } as const]
      : []),
    // A state file on its own branch is never merged.
    ...(stateBranch === undefined ? [attributesFile(paths.state)] : []),
  ];
}

/** Returns the path of a workflow from the root of the repository. */
export function workflowPath(name: WorkflowName): string {
  return `.github/workflows/rollcall-${name}.yml`;
}

/** Returns the line that tells an editor with a YAML language server which schema a members.yaml has. */
export function schemaLine(choices: Pick<InitChoices, "action" | "version">): string {
  return `# yaml-language-server: $schema=${schemaUrl(choices)}\n`;
}

/** Returns a members.yaml in the format of `rollcall fmt`. Its comments stay true when people are added. */
function membersText({ organization, workspaces }: FirstMembers, choices: InitChoices): string {
  const example = workspaces.slice(0, 1).map(({ name }) => name);
  return [
    schemaLine(choices),
    `organization: ${scalarText(organization)}\n`,
    "workspaces:\n",
    "  # your name: Tally workspace ID\n",
    ...workspaces.map(({ name, id }) => `  ${scalarText(name)}: ${scalarText(id)}\n`),
    "# To add a person, run: rollcall add EMAIL --workspace NAME\n",
    "# Or write an entry yourself. The first one replaces []:\n",
    "#   - email: ada@example.com\n",
    `#     workspaces: ${listText(example)}\n`,
    "#     expires: 2027-01-31 # optional: the last day of access (UTC)\n",
    "members: []\n",
  ].join("");
}

/**
 * Returns the configuration of Dependabot, which updates the commit in the workflows and the version in the
 * comment after it.
 */
function dependabotFile(path: string): InitFile {
  const entry = [
    "  - package-ecosystem: github-actions",
    "    directory: /",
    "    schedule:",
    "      interval: weekly",
  ];
  return { kind: "dependabot", path, entry, text: ["version: 2", "updates:", ...entry, ""].join("\n") };
}

/** Returns the lines to append to CODEOWNERS. GitHub uses the last line that matches a file. */
function ownersLines({ paths, owners, workflows, stateBranch }: InitChoices, ownersPath: string): string[] {
  const patterns = [
    ...configPatterns(paths),
    ...(stateBranch === undefined ? [`/${paths.state}`] : []),
    ...(workflows.length > 0 ? ["/.github/workflows/"] : []),
    `/${ownersPath}`,
  ];
  return patterns.map(pattern => `${pattern} ${owners.join(" ")}`);
}

/**
 * Returns the CODEOWNERS patterns for the configuration. The root folder has no pattern of its own, so it gets
 * patterns for the files that Rollcall reads there.
 */
function configPatterns({ config, configKind }: InitPaths): string[] {
  if (configKind === "file") return [`/${config}`];
  return config === "." ? ["/*.yaml", "/*.yml"] : [`/${config}/`];
}

/**
 * Returns the attributes of the state file. If two branches append lines to it, git reports a conflict, but with
 * union it keeps the lines of both. If each branch created the file, the merged file has two headers, and Rollcall
 * rejects it.
 */
function attributesFile(state: string): InitFile {
  const lines = [`${state.replace(/^.*\//, "")} text eol=lf merge=union`];
  return { kind: "attributes", path: state.replace(/[^/]*$/, ".gitattributes"), lines };
}

/** Appends lines to a file. Skips a line if the file has one with the same first word. */
export function withLines(
  text: string,
  lines: readonly string[],
): { readonly text: string; readonly added: readonly string[] } {
  const known = new Set(text.split(/\r?\n/).map(firstWord));
  const added = lines.filter(line => !known.has(firstWord(line)));
  if (added.length === 0) return { text, added };
  const end = /\r\n/.test(text) ? "\r\n" : "\n";
  const gap = text === "" || text.endsWith("\n") ? "" : end;
  return { text: `${text}${gap}${added.map(line => line + end).join("")}`, added };
}

function firstWord(line: string): string {
  return line.trim().split(/\s/)[0] ?? "";
}
