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

/** Where GitHub looks for code owners, in this order: the first that is there counts. */
export const ownersPaths = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** Where GitHub looks for the configuration of Dependabot. */
export const dependabotPaths = [".github/dependabot.yml", ".github/dependabot.yaml"] as const;

/** The paths of files that a repository may have at one of several paths. */
export interface ExistingPaths {
  readonly owners: string | undefined;
  readonly dependabot: string | undefined;
}

/** The files to write, in the order of writing. `existing` names those that the repository has already. */
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
    // On a branch of its own nobody merges it.
    ...(stateBranch === undefined ? [attributesFile(paths.state)] : []),
  ];
}

/** Where a workflow is, from the root of the repository. */
export function workflowPath(name: WorkflowName): string {
  return `.github/workflows/rollcall-${name}.yml`;
}

/** The line by which an editor with a YAML language server knows what a members.yaml may hold. */
export function schemaLine(choices: Pick<InitChoices, "action" | "version">): string {
  return `# yaml-language-server: $schema=${schemaUrl(choices)}\n`;
}

/** Laid out as rollcall fmt does, and with comments that stay true once there are people. */
function membersText({ organization, workspaces }: FirstMembers, choices: InitChoices): string {
  const example = workspaces.slice(0, 1).map(({ name }) => name);
  return [
    schemaLine(choices),
    `organization: ${scalarText(organization)}\n`,
    "workspaces:\n",
    "  # a name of your choice: Tally's id\n",
    ...workspaces.map(({ name, id }) => `  ${scalarText(name)}: ${scalarText(id)}\n`),
    "# One entry for each person, which this writes: rollcall add EMAIL --workspace NAME\n",
    "# By hand, the first goes in the place of []:\n",
    "#   - email: ada@example.com\n",
    `#     workspaces: ${listText(example)}\n`,
    "#     expires: 2027-01-31 # the last day of access, UTC; leave it out for access without end\n",
    "members: []\n",
  ].join("");
}

/** Dependabot updates the commit that the workflows name, and the version in the comment after it. */
function dependabotFile(path: string): InitFile {
  const entry = [
    "  - package-ecosystem: github-actions",
    "    directory: /",
    "    schedule:",
    "      interval: weekly",
  ];
  return { kind: "dependabot", path, entry, text: ["version: 2", "updates:", ...entry, ""].join("\n") };
}

/** The last line that fits a file counts, so they stand at the end. */
function ownersLines({ paths, owners, workflows, stateBranch }: InitChoices, ownersPath: string): string[] {
  const patterns = [
    ...configPatterns(paths),
    ...(stateBranch === undefined ? [`/${paths.state}`] : []),
    ...(workflows.length > 0 ? ["/.github/workflows/"] : []),
    `/${ownersPath}`,
  ];
  return patterns.map(pattern => `${pattern} ${owners.join(" ")}`);
}

/** What members.yaml is to CODEOWNERS. Of the root, which is no pattern of its own, the files that are read. */
function configPatterns({ config, configKind }: InitPaths): string[] {
  if (configKind === "file") return [`/${config}`];
  return config === "." ? ["/*.yaml", "/*.yml"] : [`/${config}/`];
}

/**
 * Two branches that both record something each add lines to the end, which git takes for a conflict; with union it keeps the lines of
 * both. Two files that were begun apart get two headers so, and are refused by whoever reads them.
 */
function attributesFile(state: string): InitFile {
  const lines = [`${state.replace(/^.*\//, "")} text eol=lf merge=union`];
  return { kind: "attributes", path: state.replace(/[^/]*$/, ".gitattributes"), lines };
}

/** What a file becomes with those lines that it does not have: of one that begins with the same word, its own stays. */
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
