import workflows from "virtual:workflows";
import { scalarText } from "../yaml/stringify.ts";
import { type InitChoices, placeholderCommit, repositoryUrl, type WorkflowName } from "./model.ts";

const defaultConfigPath = "members.yaml";
const defaultBranchName = "main";
const copyLine = "# Copy to .github/workflows/.\n";
const zerosLine = "      # Put the full SHA of a release in the place of the zeros.\n";

/** The text of a workflow: that of examples/workflows/, with what was chosen in its places. */
export function workflowText(name: WorkflowName, choices: InitChoices): string {
  const { branch, stateBranch, action, paths } = choices;
  const filled = new Filled(workflows[name]);
  filled.put(copyLine, "");
  if (action) {
    filled.put(zerosLine, "");
    filled.put(
      new RegExp(`${repositoryUrl}@${placeholderCommit}.*`),
      `${action.repository}@${action.commit}`,
    );
  }
  const inputs = {
    ...(paths.config === defaultConfigPath ? {} : { config: paths.config }),
    ...(paths.isDefaultState ? {} : { state: paths.state }),
  };
  const lines = Object.entries(inputs).map(([input, path]) => `          ${input}: ${scalarText(path)}\n`);
  filled.put(/( {10}command: .*\n)/, `$1${lines.join("")}`);
  if (stateBranch !== undefined)
    filled.put(/ {10}# state-branch: .*/, `          state-branch: ${scalarText(stateBranch)}`);
  if (name === "apply") filled.put(`branches: [${defaultBranchName}]`, `branches: [${scalarText(branch)}]`);
  return filled.text;
}

/** Whether a workflow, ours or one that was there before, still has the place of a commit instead of one. */
export function usesPlaceholderCommit(text: string): boolean {
  return text.includes(`@${placeholderCommit}`);
}

/** What was chosen for a workflow that is there already, as far as it says so. Texts as they stand there. */
export interface EarlierChoices {
  readonly branch: string | undefined;
  readonly stateBranch: string | undefined;
  /** OWNER/NAME@COMMIT. */
  readonly action: string | undefined;
}

/** Reads what `workflowText` wrote for apply, so that a second run goes by what the first was told. */
export function readEarlier(text: string): EarlierChoices {
  const found = (pattern: RegExp) => pattern.exec(text)?.[1]?.replaceAll('"', "");
  return {
    branch: found(/^ {4}branches: \[([^\],]+)\]/m),
    stateBranch: found(/^ {10}state-branch: (\S+)/m),
    action: found(/^ {6}- uses: (\S+@[0-9a-f]{40})(?=.*\n {8}with:\n {10}command: apply)/m),
  };
}

/** A text in which each place that is to be filled has to be there. */
class Filled {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Throws where the examples no longer have the place. */
  put(place: string | RegExp, value: string): void {
    const isThere = typeof place === "string" ? this.text.includes(place) : place.test(this.text);
    if (!isThere) throw new Error(`no example workflow has ${place} any more`);
    this.text = this.text.replace(place, value);
  }
}
