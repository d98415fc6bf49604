import type { ReportApply, ReportGrant } from "../../core/report/model.ts";
import { element, link } from "./element.ts";

type Origin = Pick<ReportApply, "commit" | "pullRequests" | "run"> | ReportGrant;

function pullRequestsOf(origin: Origin): readonly number[] {
  if ("pullRequests" in origin) return origin.pullRequests;
  return origin.pullRequest === undefined ? [] : [origin.pullRequest];
}

/**
 * Returns the pull requests, the commit, and the run that something comes from, as links if the URL of the run contains the
 * repository.
 */
export function originNodes(origin: Origin): readonly Node[] {
  const { commit, run } = origin;
  const site = /^(https:\/\/[^\s\\@/]+\/[^\s\\@/]+\/[^\s\\@/]+)\/actions\/runs\/\d+/.exec(run ?? "")?.[1];
  const parts = [
    ...pullRequestsOf(origin).map(number => [
      link(site && `${site}/pull/${number}`, `pull request ${number}`),
    ]),
    commit === undefined ? [] : ["commit ", link(site && `${site}/commit/${commit}`, commit.slice(0, 10))],
    run === undefined
      ? []
      : [link(run, /\/runs\/(\d+)/.test(run) ? `run ${/\/runs\/(\d+)/.exec(run)?.[1]}` : run)],
  ].filter(part => part.length > 0);
  return parts.flatMap((part, index) => [
    element("span", { class: "origin" }, ...(index === 0 ? [] : [", "]), ...part),
  ]);
}

/** Returns the same as text, for printing. */
export function originText(origin: Origin): string {
  const { commit, run } = origin;
  const parts = [
    pullRequestsOf(origin).map(number => `#${number}`),
    commit === undefined ? [] : [commit.slice(0, 10)],
    run === undefined ? [] : [`run ${/\/runs\/(\d+)/.exec(run)?.[1] ?? run}`],
  ];
  return parts.flat().join(", ");
}
