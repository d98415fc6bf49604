import type { PackedOrigin } from "../../core/report/packed.ts";
import { element, link } from "./element.ts";

/** Which commit, pull request and run something comes from, as links where the run says on which site that is. */
export function originNodes({ commit, pullRequests, run }: PackedOrigin): readonly Node[] {
  const site = /^(https:\/\/[^\s\\@/]+\/[^\s\\@/]+\/[^\s\\@/]+)\/actions\/runs\/\d+/.exec(run ?? "")?.[1];
  const parts = [
    ...pullRequests.map(number => [link(site && `${site}/pull/${number}`, `pull request ${number}`)]),
    commit === undefined ? [] : ["commit ", link(site && `${site}/commit/${commit}`, commit.slice(0, 10))],
    run === undefined
      ? []
      : [link(run, /\/runs\/(\d+)/.test(run) ? `run ${/\/runs\/(\d+)/.exec(run)?.[1]}` : run)],
  ].filter(part => part.length > 0);
  return parts.flatMap((part, index) => [
    element("span", { class: "origin" }, ...(index === 0 ? [] : [", "]), ...part),
  ]);
}

/** The same as a text, for paper. */
export function originText({ commit, pullRequests, run }: PackedOrigin): string {
  const parts = [
    pullRequests.map(number => `#${number}`),
    commit === undefined ? [] : [commit.slice(0, 10)],
    run === undefined ? [] : [`run ${/\/runs\/(\d+)/.exec(run)?.[1] ?? run}`],
  ];
  return parts.flat().join(", ");
}
