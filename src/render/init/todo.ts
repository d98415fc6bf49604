import { home, placeholders } from "../../core/init/model.ts";
import type { InitNote, NextStep } from "../../core/init/todo.ts";

/** A paragraph, in which a no-break space is one that no line ends at; or commands to copy. */
export type Block = { readonly say: string } | { readonly run: readonly string[] };

/** One thing that is left to do, with its exact commands and where it is on GitHub's pages. `nameOf` names a path for the reader. */
export function stepBlocks(step: NextStep, nameOf: (path: string) => string): readonly Block[] {
  switch (step.step) {
    case "repository":
      return [
        { say: "This folder is in no git repository yet. Make it one, and put it on GitHub:" },
        { run: [`git init -b ${step.branch}`, "gh repo create --private --source ."] },
        { say: "On the web: New repository, Private, without any file." },
      ];
    case "action":
      return [
        {
          say: "Say which commit of the Action the workflows use. They have zeros in its place, and GitHub refuses to run them. This shows the commit of this version's release, in the last line if there are several:",
        },
        { run: [`git ls-remote https://github.com/${home} 'refs/tags/v${step.version}*'`] },
        {
          say: `Put it in the place of the zeros in ${named(step.paths, nameOf)}. Where you use a copy of ${home}, put its name before the @ as well.`,
        },
      ];
    case "ids":
      return [
        {
          say: `Put the ids of your organization and of a workspace in the place of ${placeholders.organization} and ${placeholders.workspaces[0]?.id} in ${nameOf(step.config)}, and call the workspace what you like. They are in the address of Tally's pages. Until then an apply refuses.`,
        },
      ];
    case "people": {
      const config = nameOf(step.config);
      const options = config === "members.yaml" ? "" : ` --config ${config}`;
      const state = step.state === undefined ? "" : ` --state ${nameOf(step.state)}`;
      const branch = step.stateBranch === undefined ? "" : ` --state-branch ${step.stateBranch}`;
      return [
        {
          say: `Write the people into ${config}. Whoever is in Tally already is only recorded by an apply, and gets no email:`,
        },
        { run: [`rollcall add EMAIL --workspace NAME${options}`] },
        {
          say: `Or have Rollcall write down everybody who is there, with a key in TALLY_API_KEY. That replaces ${config}:`,
        },
        { run: [`rollcall import --force${options}${state}${branch}`] },
      ];
    }
    case "secret":
      return [
        {
          say: "Give the repository the key. Make one in Tally under Settings, API keys; the owner's can do the most.",
        },
        { run: ["gh secret set TALLY_API_KEY"] },
        { say: "On the web: Settings, Secrets and variables, Actions, New repository secret." },
      ];
    case "commit": {
      const add = [`git add ${named(step.paths, nameOf, " ")}`, `git commit -m "Set up Rollcall"`];
      return step.byPullRequest
        ? [
            { say: "Commit what was written, and merge it by a pull request:" },
            { run: ["git switch -c rollcall", ...add, "git push -u origin rollcall", "gh pr create --fill"] },
          ]
        : [{ say: "Commit what was written:" }, { run: [...add, `git push -u origin ${step.branch}`] }];
    }
    case "protect":
      return [
        {
          say: `Protect ${step.branch}, so that only reviewed pull requests whose plan could be made change it${step.hasOwners ? ", and a code owner has to approve them" : ""}. ${step.stateBranch} is made by the first run, and has to stay unprotected.`,
        },
        {
          run: [
            `echo '${JSON.stringify(ruleset(step))}' | gh api -X POST 'repos/{owner}/{repo}/rulesets' --input -`,
          ],
        },
        {
          say: `On the web: Settings, Rules, Rulesets, New branch ruleset. Target the default branch; require a pull request${step.hasOwners ? " with review from code owners" : ""}, and the status check plan.`,
        },
      ];
  }
}

/** Something to know. */
export function noteBlocks(note: InitNote, nameOf: (path: string) => string): readonly Block[] {
  switch (note.note) {
    case "kept":
      return [
        {
          say: `${note.paths.map(nameOf).join(" and ")} may not fit what you said now. Move away what is to be written anew, and run rollcall\u00a0init again.`,
        },
      ];
    case "unprotected":
      return [
        {
          say: `Each apply pushes the state file to ${note.branch}. Where a rule lets only pull requests change ${note.branch}, it refuses before anybody is mailed. Keep the state on a branch of its own then: write state-branch:\u00a0members-state into the workflows, where their comments say so.`,
        },
      ];
    case "owners-given":
      return [
        {
          say: `${note.isEnforced ? "" : "CODEOWNERS asks for reviews. Only a rule that protects the branch makes them a must. "}GitHub passes over an owner who may not write to the repository. This says whom:`,
        },
        { run: ["gh api 'repos/{owner}/{repo}/codeowners/errors'"] },
        {
          say: "Files that members.yaml includes name people, too: give them lines of their own in CODEOWNERS.",
        },
      ];
    case "owners-missing":
      return [
        {
          say: "Is somebody in particular to review who gets access? rollcall\u00a0init\u00a0--owner\u00a0@ORGANIZATION/TEAM adds lines to CODEOWNERS for members.yaml and the workflows.",
        },
      ];
    case "approval":
      return [
        {
          say: "Is an apply to wait for an approval after the merge? Write environment:\u00a0tally below runs-on: in rollcall-apply.yml, and say who approves. Private repositories need GitHub Enterprise for it.",
        },
        {
          run: [
            `gh api -X PUT 'repos/{owner}/{repo}/environments/tally' -f 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api users/LOGIN --jq .id)"`,
          ],
        },
        { say: "On the web: Settings, Environments, New environment, Required reviewers." },
      ];
    case "private":
      return [
        {
          say: "Plans, results and the issue about drift name people. Keep the repository private, or write comment:\u00a0false into the workflows.",
        },
      ];
  }
}

/** The workflows as one pattern, which a shell reads too. */
function named(paths: readonly string[], nameOf: (path: string) => string, between = ", "): string {
  const names = paths.map(path =>
    nameOf(path.replace(/^(\.github\/workflows\/rollcall-).*\.yml$/, "$1*.yml")),
  );
  return [...new Set(names)].join(between);
}

/** As GitHub's REST API takes it. The check is named after the job of rollcall-plan.yml. */
function ruleset({ branch, hasOwners }: Extract<NextStep, { step: "protect" }>) {
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
