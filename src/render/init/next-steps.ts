import { type InitOutcome, placeholders, repositoryUrl } from "../../core/init/model.ts";

/** Gives a path of the repository as it is seen from the working folder. */
export type PathName = (path: string) => string;

/** A paragraph, in which a no-break space is one that no line ends at; or commands to copy. */
export type Block = string | readonly string[];

/** Each thing that is left to do by hand, in order, with its exact commands and where it is on GitHub's pages. */
export function nextSteps(outcome: InitOutcome, nameOf: PathName): readonly (readonly Block[])[] {
  const { choices, results, repository, members } = outcome;
  const { branch, stateBranch, owners, paths: place, workflows, version } = choices;
  const hasWorkflows = workflows.length > 0;
  const changed = results.filter(({ status }) => status === "written" || status === "added");
  const imported = stateBranch === undefined ? [place.config, place.state] : [place.config];
  const paths = [...(members === "import" ? imported : []), ...changed.map(({ file }) => file.path)];
  const unpinned = results.filter(one => one.isUnpinned).map(({ file }) => file.path);
  const steps: (readonly Block[])[] = [];
  if (repository === "none")
    steps.push([
      "This folder is in no git repository yet. Make it one, and put it on GitHub:",
      [`git init -b ${branch}`, "gh repo create --private --source ."],
      "On the web: New repository, Private, without any file.",
    ]);
  if (unpinned.length > 0)
    steps.push([
      "Say which commit of the Action the workflows use. They have zeros in its place, and GitHub refuses to run them. This shows the commit of this version's release, in the last line if there are several:",
      [`git ls-remote https://github.com/${repositoryUrl} 'refs/tags/v${version}*'`],
      `Put it in the place of the zeros in ${named(unpinned, nameOf)}. Where you use a copy of ${repositoryUrl}, put its name before the @ as well.`,
    ]);
  if (choices.members === placeholders)
    steps.push([
      `Put the ids of your organization and of a workspace in the place of ${placeholders.organization} and ${placeholders.workspaces[0]?.id} in ${nameOf(place.config)}, and call the workspace what you like. They are in the address of Tally's pages. Until then an apply refuses.`,
    ]);
  if (members === "first") steps.push(addPeople(outcome, nameOf));
  if (hasWorkflows)
    steps.push([
      "Give the repository the key. Make one in Tally under Settings, API keys; the owner's can do the most.",
      ["gh secret set TALLY_API_KEY"],
      "On the web: Settings, Secrets and variables, Actions, New repository secret.",
    ]);
  if (paths.length > 0) {
    const add = [`git add ${named(paths, nameOf, " ")}`, `git commit -m "Set up Rollcall"`];
    // A pull request needs a branch that it goes to.
    const isByPullRequest = stateBranch !== undefined && repository === "used";
    steps.push(
      isByPullRequest
        ? [
            "Commit what was written, and merge it by a pull request:",
            ["git switch -c rollcall", ...add, "git push -u origin rollcall", "gh pr create --fill"],
          ]
        : ["Commit what was written:", [...add, `git push -u origin ${branch}`]],
    );
  }
  if (hasWorkflows && stateBranch !== undefined) steps.push(protect(branch, stateBranch, owners.length > 0));
  return steps;
}

function addPeople({ choices }: InitOutcome, nameOf: PathName): readonly Block[] {
  const { paths, stateBranch } = choices;
  const config = nameOf(paths.config);
  const options = config === "members.yaml" ? "" : ` --config ${config}`;
  const state = paths.isDefaultState ? "" : ` --state ${nameOf(paths.state)}`;
  const branch = stateBranch === undefined ? "" : ` --state-branch ${stateBranch}`;
  return [
    `Write the people into ${config}. Whoever is in Tally already is only recorded by an apply, and gets no email:`,
    [`rollcall add EMAIL --workspace NAME${options}`],
    `Or have Rollcall write down everybody who is there, with a key in TALLY_API_KEY. That replaces ${config}:`,
    [`rollcall import --force${options}${state}${branch}`],
  ];
}

function protect(branch: string, stateBranch: string, hasOwners: boolean): readonly Block[] {
  const rules = JSON.stringify(ruleset(branch, hasOwners));
  return [
    `Protect ${branch}, so that only reviewed pull requests whose plan could be made change it${hasOwners ? ", and a code owner has to approve them" : ""}. ${stateBranch} is made by the first run, and has to stay unprotected.`,
    [`echo '${rules}' | gh api -X POST 'repos/{owner}/{repo}/rulesets' --input -`],
    `On the web: Settings, Rules, Rulesets, New branch ruleset. Target the default branch; require a pull request${hasOwners ? " with review from code owners" : ""}, and the status check plan.`,
  ];
}

/** What is worth knowing of how it is set up now, about which nothing has to be done. */
export function notes(outcome: InitOutcome, nameOf: PathName): readonly (readonly Block[])[] {
  const { choices, results, hasOwnersFile } = outcome;
  const { branch, stateBranch, owners, workflows } = choices;
  const kept = results.filter(one => one.file.kind === "workflow" && one.status === "kept");
  const found: (readonly Block[])[] = [];
  if (kept.length > 0)
    found.push([
      `${kept.map(({ file }) => nameOf(file.path)).join(" and ")} may not fit what you said now. Move away what is to be written anew, and run rollcall\u00a0init again.`,
    ]);
  if (workflows.length > 0 && stateBranch === undefined)
    found.push([
      `Each apply pushes the state file to ${branch}. Where a rule lets only pull requests change ${branch}, it refuses before anybody is mailed. Keep the state on a branch of its own then: write state-branch:\u00a0members-state into the workflows, where their comments say so.`,
    ]);
  if (owners.length > 0)
    found.push([
      `${stateBranch === undefined ? "CODEOWNERS asks for reviews. Only a rule that protects the branch makes them a must. " : ""}GitHub passes over an owner who may not write to the repository. This says whom:`,
      ["gh api 'repos/{owner}/{repo}/codeowners/errors'"],
      "Files that members.yaml includes name people, too: give them lines of their own in CODEOWNERS.",
    ]);
  else if (!hasOwnersFile)
    found.push([
      "Is somebody in particular to review who gets access? rollcall\u00a0init\u00a0--owner\u00a0@ORGANIZATION/TEAM adds lines to CODEOWNERS for members.yaml and the workflows.",
    ]);
  if (workflows.length > 0)
    found.push(
      [
        "Is an apply to wait for an approval after the merge? Write environment:\u00a0tally below runs-on: in rollcall-apply.yml, and say who approves. Private repositories need GitHub Enterprise for it.",
        [
          `gh api -X PUT 'repos/{owner}/{repo}/environments/tally' -f 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api users/LOGIN --jq .id)"`,
        ],
        "On the web: Settings, Environments, New environment, Required reviewers.",
      ],
      [
        "Plans, results and the issue about drift name people. Keep the repository private, or write comment:\u00a0false into the workflows.",
      ],
    );
  return found;
}

/** The workflows as one pattern, which a shell reads too. */
function named(paths: readonly string[], nameOf: PathName, between = ", "): string {
  const names = paths.map(path =>
    nameOf(path.replace(/^(\.github\/workflows\/rollcall-).*\.yml$/, "$1*.yml")),
  );
  return [...new Set(names)].join(between);
}

/** As GitHub's REST API takes it. The check is named after the job of rollcall-plan.yml. */
function ruleset(branch: string, hasOwners: boolean) {
  return {
    name: branch,
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      { type: "deletion" },
      { type: "non_fast_forward" },
      {
        type: "pull_request",
        parameters: {
          required_approving_review_count: 1,
          require_code_owner_review: hasOwners,
          dismiss_stale_reviews_on_push: true,
          require_last_push_approval: false,
          required_review_thread_resolution: false,
        },
      },
      {
        type: "required_status_checks",
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: [{ context: "plan" }],
        },
      },
    ],
  };
}
