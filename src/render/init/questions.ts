/** What `rollcall init` asks at a terminal. An example is shown until something is typed. */
export const initQuestions = {
  organization: {
    message: "The id of your organization, from the address of Tally's pages",
    example: "kwob3J",
  },
  workspace: {
    message: "A workspace: a name of your choice, and its id from the address of its page in Tally",
    example: "marketing=wLDNPp",
  },
  furtherWorkspace: { message: "A further workspace; empty if there is none", example: "research=npe1DB" },
  owners: {
    message: "Who reviews changes of who has access (CODEOWNERS); empty for nobody in particular",
    example: "@acme/people",
  },
  state: (branch: string) => ({
    message: "Where does the record of what was sent live?",
    choices: [
      { value: "beside", label: `on ${branch}, beside members.yaml: workflows may push to ${branch}` },
      { value: "branch", label: `on a branch of its own: only pull requests may change ${branch}` },
    ],
  }),
  stateBranch: { message: "The name of that branch", example: "members-state" },
  notABranch: (branch: string) => `It must be the name of a branch such as members-state, and not ${branch}.`,
  forks: {
    message: "Do pull requests come from forks?",
    choices: [
      { value: "no", label: "no" },
      { value: "yes", label: "yes: they get a comment, too, by a workflow that runs nothing of them" },
    ],
  },
  action: {
    message: "Which commit of the Action do the workflows use? Empty to put it in later",
    example: "OWNER/NAME@COMMIT",
  },
} as const;
