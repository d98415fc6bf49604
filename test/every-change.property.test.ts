import fc from "fast-check";
import { expect, test } from "vitest";
import { commentLimit } from "../src/action/context/context.ts";
import { desiredOn } from "../src/core/config/desired.ts";
import type { Config, Settings } from "../src/core/config/model.ts";
import type { Plan } from "../src/core/plan/model.ts";
import { formatPlan, planChanges } from "../src/core/plan/plan.ts";
import type { ConfigChanges } from "../src/core/plan/policy-change.ts";
import { policyChanges, type ReadConfiguration } from "../src/core/review/policy-changes.ts";
import { membershipChanges, partitionPlan } from "../src/core/review/preview.ts";
import { noState } from "../src/core/state/state.ts";
import { renderPullRequest } from "../src/render/review/pull-request.ts";
import { displayNamesOf } from "../src/render/text/names.ts";
import { configFrom, filesOf, type OrganizationDraft, organizationDrafts } from "./support/arbitraries.ts";
import { elementsIn, readMarkdown, textIn } from "./support/markdown.ts";
import { today } from "./support/organizations.ts";
import { readNow } from "./support/sources.ts";

const runs = { numRuns: 200 };

function read(draft: OrganizationDraft): ReadConfiguration {
  const { main, elsewhere } = filesOf(draft);
  const sourceOf = (file: string, text: string) => readNow(file, new TextEncoder().encode(text)).source;
  return {
    config: configFrom({ main, elsewhere }),
    sources: [sourceOf("members.yaml", main), sourceOf("teams/a.yaml", elsewhere)],
  };
}

/** Returns the comment and the plan file of a pull request that changes one configuration to another, with an empty state. */
function outputsFor(
  before: ReadConfiguration,
  after: ReadConfiguration,
): { comment: string; planFile: string } {
  const planOf = ({ config }: ReadConfiguration): Plan =>
    planChanges({
      desired: desiredOn(today, config),
      recorded: noState.recorded,
      settings: config.settings,
      basis: { config: "", state: "" },
    });
  const plan = planOf(after);
  const changes: ConfigChanges = {
    policyChanges: policyChanges(before, after, noState.recorded),
    membershipChanges: membershipChanges(desiredOn(today, before.config), desiredOn(today, after.config)),
  };
  const report = {
    subject: "pull request" as const,
    base: "main",
    defaultBranch: "main",
    statePath: "members.state.jsonl",
    stateBranch: undefined,
    touchesState: false,
    diagnostics: [],
    texts: new Map(),
    merge: {
      plan,
      ...partitionPlan(plan, planOf(before)),
      changes,
      isBaseRead: true,
      names: displayNamesOf(after.config),
      linesOf: () => [],
      notes: new Map(),
    },
  };
  const source = { digest: undefined, commit: "c", run: "https://github.example/run" };
  const comment = renderPullRequest(report, commentLimit, () => "https://github.example/line", source);
  return { comment, planFile: formatPlan(plan, changes) };
}

function grantsOf(config: Config): ReadonlyMap<string, string> {
  return new Map(
    [...desiredOn(today, config).people].map(([email, { workspaceIds }]) => [email, workspaceIds.join()]),
  );
}

test("shows each changed setting in the comment and each changed person in the plan", () => {
  fc.assert(
    fc.property(organizationDrafts, organizationDrafts, (one, other) => {
      const [before, after] = [read(one), read(other)];
      const { comment, planFile } = outputsFor(before, after);
      const page = readMarkdown(comment);
      const items = elementsIn(page, "li").map(textIn);
      for (const name of Object.keys(after.config.settings) as (keyof Settings)[]) {
        const [old, now] = [before, after].map(({ config }) => JSON.stringify(config.settings[name]));
        expect([name, items.some(item => item.startsWith(`${name}:`))]).toEqual([name, old !== now]);
      }
      const moved = new Set<string>(after.config.members.flatMap(({ previously }) => previously ?? []));
      const [old, now] = [grantsOf(before.config), grantsOf(after.config)];
      for (const email of new Set([...old.keys(), ...now.keys()])) {
        if ((old.get(email) ?? "") === (now.get(email) ?? "")) continue;
        const key = moved.has(email) ? "" : '"email": ';
        expect(planFile).toContain(key + JSON.stringify(email));
      }
    }),
    runs,
  );
});
