/** The questions of `rollcall init`. The example is shown until the user types something. */
export const initQuestions = {
  organization: {
    message: "Organization ID, from a Tally URL",
    example: "kwob3J",
  },
  workspace: {
    message: "Workspace: a name of your choice, and the ID from its URL in Tally",
    example: "marketing=wLDNPp",
  },
  furtherWorkspace: { message: "Another workspace (leave empty to continue)", example: "research=npe1DB" },
  owners: {
    message: "Reviewers for CODEOWNERS (leave empty for none)",
    example: "@acme/people",
  },
  state: (branch: string) => ({
    message: "Where should Rollcall store the state file?",
    choices: [
      {
        value: "same-branch",
        label: `on ${branch}, next to members.yaml (workflows must be allowed to push to ${branch})`,
      },
      { value: "branch", label: `on a separate branch (if only pull requests can change ${branch})` },
    ],
  }),
  stateBranch: { message: "Name of the state branch", example: "members-state" },
  notABranch: (branch: string) => `Enter a branch name other than ${branch}, such as members-state.`,
  forks: {
    message: "Do you get pull requests from forks?",
    choices: [
      { value: "no", label: "no" },
      { value: "yes", label: "yes (adds a workflow that comments on them and runs none of their code)" },
    ],
  },
  action: {
    message: "Commit of the Action that the workflows use (leave empty to add it later)",
    example: "OWNER/NAME@COMMIT",
  },
} as const;
