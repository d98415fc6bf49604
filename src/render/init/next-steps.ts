import { type InitOutcome, placeholders, publishedRepository } from "../../core/init/model.ts";

/** Returns a path in the repository relative to the working folder. */
export type PathName = (path: string) => string;

/** A paragraph, which isn't wrapped at no-break spaces, or commands to copy. */
export type Block = string | readonly string[];

/** The remaining manual steps, in order, each with its commands and where to do it on GitHub. */
export function nextSteps(outcome: InitOutcome, nameOf: PathName): readonly (readonly Block[])[] {
  const { choices, results, repository, members } = outcome;
  const { branch, stateBranch, owners, paths: files, workflows, version } = choices;
  const hasWorkflows = workflows.length > 0;
  const changed = results.filter(({ status }) => status === "written" || status === "added");
  const imported = stateBranch === undefined ? [files.config, files.state] : [files.config];
  const paths = [...(members === "import" ? imported : []), ...changed.map(({ file }) => file.path)];
  const unpinned = results.filter(one => one.isUnpinned).map(({ file }) => file.path);
  const steps: (readonly Block[])[] = [];
  if (repository === "none")
    steps.push([
      "This folder isn't in a git repository yet. Create one, and push it to GitHub:",
      [`git init -b ${branch}`, "gh repo create --private --source ."],
      "On the web: New repository > Private, without any files.",
    ]);
  if (unpinned.length > 0)
    steps.push([
      "Pin the workflows to a commit of the Action. Until you replace the zeros in them, GitHub refuses to run them. To find the commit of this version, run this command (if it prints several lines, use the last one):",
      [`git ls-remote https://github.com/${publishedRepository} 'refs/tags/v${version}*'`],
      `In ${named(unpinned, nameOf)}, replace the zeros with that commit. If you use a copy of ${publishedRepository}, also replace the name before @.`,
    ]);
  if (choices.members === placeholders)
    steps.push([
      `In ${nameOf(files.config)}, replace ${placeholders.organization} and ${placeholders.workspaces[0]?.id} with the IDs of your organization and a workspace, and give the workspace any name. The IDs appear in Tally URLs. Until then, plan and apply fail.`,
    ]);
  if (members === "first") steps.push(addPeople(outcome, nameOf));
  if (hasWorkflows)
    steps.push([
      "Store the API key as a secret. Create one in Tally under Settings > API keys, ideally as the organization owner.",
      ["gh secret set TALLY_API_KEY"],
      "On the web: Settings > Secrets and variables > Actions > New repository secret.",
    ]);
  if (paths.length > 0) {
    const add = [`git add ${named(paths, nameOf, " ")}`, `git commit -m "Set up Rollcall"`];
    // A pull request needs a target branch, which a new repository doesn't have yet.
    const isByPullRequest = stateBranch !== undefined && repository === "used";
    steps.push(
      isByPullRequest
        ? [
            "Commit the files, and merge them with a pull request:",
            ["git switch -c rollcall", ...add, "git push -u origin rollcall", "gh pr create --fill"],
          ]
        : ["Commit the files:", [...add, `git push -u origin ${branch}`]],
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
    `Add members to ${config}. People who are already in Tally get no email; apply only adds them to the state file:`,
    [`rollcall add EMAIL --workspace NAME${options}`],
    `Or import everyone who is already in Tally. This needs TALLY_API_KEY, and replaces ${config}:`,
    [`rollcall import --force${options}${state}${branch}`],
  ];
}

function protect(branch: string, stateBranch: string, hasOwners: boolean): readonly Block[] {
  const rules = JSON.stringify(ruleset(branch, hasOwners));
  return [
    `Protect ${branch}, so that it changes only through reviewed pull requests with a successful plan${hasOwners ? " and the approval of a code owner" : ""}. The first run creates ${stateBranch}, which must stay unprotected.`,
    [`echo '${rules}' | gh api -X POST 'repos/{owner}/{repo}/rulesets' --input -`],
    `On the web: Settings > Rules > Rulesets > New branch ruleset. Target the default branch, and require a pull request${hasOwners ? " with review from code owners" : ""} and the status check plan.`,
  ];
}

/** Facts about the setup that need no action. */
export function notes(outcome: InitOutcome, nameOf: PathName): readonly (readonly Block[])[] {
  const { choices, results, hasOwnersFile } = outcome;
  const { branch, stateBranch, owners, workflows } = choices;
  const kept = results.filter(one => one.file.kind === "workflow" && one.status === "kept");
  const found: (readonly Block[])[] = [];
  if (kept.length > 0)
    found.push([
      `${kept.map(({ file }) => nameOf(file.path)).join(" and ")} might not match your options. To replace a file, move it away and run rollcall\u00a0init again.`,
    ]);
  if (workflows.length > 0 && stateBranch === undefined)
    found.push([
      `Each apply pushes the state file to ${branch}. If only pull requests can change ${branch}, apply stops before it sends anything. In that case, store the state on a separate branch: set state-branch:\u00a0members-state in the workflows.`,
    ]);
  if (owners.length > 0)
    found.push([
      `${stateBranch === undefined ? "CODEOWNERS requests reviews. To require them, protect the branch. " : ""}GitHub ignores owners without write access to the repository. To list them:`,
      ["gh api 'repos/{owner}/{repo}/codeowners/errors'"],
      "If members.yaml includes other files, add lines for them to CODEOWNERS.",
    ]);
  else if (!hasOwnersFile)
    found.push([
      "To choose who reviews changes to members.yaml and the workflows, run rollcall\u00a0init\u00a0--owner\u00a0@ORGANIZATION/TEAM. It adds lines to CODEOWNERS.",
    ]);
  if (workflows.length > 0)
    found.push(
      [
        "To require an approval after the merge, add environment:\u00a0tally below runs-on: in rollcall-apply.yml, and choose who approves. Private repositories need GitHub Enterprise for this.",
        [
          `gh api -X PUT 'repos/{owner}/{repo}/environments/tally' -f 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api users/LOGIN --jq .id)"`,
        ],
        "On the web: Settings > Environments > New environment > Required reviewers.",
      ],
      [
        "Plans, results, and the drift issue name people. Keep the repository private, or set comment:\u00a0false in the workflows.",
      ],
    );
  return found;
}

/** Joins paths, with the workflows as one pattern that a shell can also expand. */
function named(paths: readonly string[], nameOf: PathName, between = ", "): string {
  const names = paths.map(path =>
    nameOf(path.replace(/^(\.github\/workflows\/rollcall-).*\.yml$/, "$1*.yml")),
  );
  return [...new Set(names)].join(between);
}

/** Returns a ruleset for GitHub's REST API. The name of the check is the job in rollcall-plan.yml. */
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
