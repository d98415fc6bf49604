import workflows from "virtual:workflows";
import { scalarText } from "../yaml/stringify.ts";
import { type InitChoices, placeholderCommit, publishedRepository, type WorkflowName } from "./model.ts";

const defaultConfigPath = "members.yaml";
const defaultBranchName = "main";
const copyLine = "# Copy to .github/workflows/.\n";
const zerosLine = "      # Replace the zeros with the full SHA of a release.\n";

/** Returns the text of a workflow: the one in examples/workflows/, with the user's choices. */
export function workflowText(name: WorkflowName, choices: InitChoices): string {
  const { branch, stateBranch, action, paths } = choices;
  const template = new Template(workflows[name]);
  template.replace(copyLine, "");
  if (action) {
    template.replace(zerosLine, "");
    template.replace(
      new RegExp(`${publishedRepository}@${placeholderCommit}.*`),
      `${action.repository}@${action.commit}`,
    );
  }
  const inputs = {
    ...(paths.config === defaultConfigPath ? {} : { config: paths.config }),
    ...(paths.isDefaultState ? {} : { state: paths.state }),
  };
  const lines = Object.entries(inputs).map(([input, path]) => `          ${input}: ${scalarText(path)}\n`);
  template.replace(/( {10}command: .*\n)/, `$1${lines.join("")}`);
  if (stateBranch !== undefined)
    template.replace(/ {10}# state-branch: .*/, `          state-branch: ${scalarText(stateBranch)}`);
  if (name === "apply")
    template.replace(`branches: [${defaultBranchName}]`, `branches: [${scalarText(branch)}]`);
  return template.text;
}

/** Whether a workflow, new or existing, has the placeholder instead of a commit. */
export function usesPlaceholderCommit(text: string): boolean {
  return text.includes(`@${placeholderCommit}`);
}

/** The choices in an existing workflow, as written there. */
export interface ExistingChoices {
  readonly branch: string | undefined;
  readonly stateBranch: string | undefined;
  /** OWNER/NAME@COMMIT. */
  readonly action: string | undefined;
}

/** Reads the choices from an apply workflow that `workflowText` wrote, so that a second init can use them. */
export function readExistingChoices(text: string): ExistingChoices {
  const found = (pattern: RegExp) => pattern.exec(text)?.[1]?.replaceAll('"', "");
  return {
    branch: found(/^ {4}branches: \[([^\],]+)\]/m),
    stateBranch: found(/^ {10}state-branch: (\S+)/m),
    action: found(/^ {6}- uses: (\S+@[0-9a-f]{40})(?=.*\n {8}with:\n {10}command: apply)/m),
  };
}

/** An example workflow in which parts are replaced. Each part must exist. */
class Template {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Throws if the example doesn't have the part, which would be a bug. */
  replace(part: string | RegExp, value: string): void {
    const exists = typeof part === "string" ? this.text.includes(part) : part.test(this.text);
    if (!exists) throw new Error(`the example workflow doesn't have ${part}`);
    this.text = this.text.replace(part, value);
  }
}
