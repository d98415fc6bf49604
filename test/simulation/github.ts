import { RequestError } from "@octokit/request-error";
import type { GitHub } from "../../src/github/client.ts";
import { type Pace, pacer } from "../../src/github/pace.ts";
import type { WriteEnd } from "./disk.ts";
import type { Repository, RepositoryResponse } from "./repository.ts";
import type { WriteIncident } from "./schedule.ts";

/** A request to GitHub. */
export interface GitHubRequest {
  /** The method and the path in GitHub's documentation. */
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a client gets for a request. `no-response`: the connection broke. */
export type GitHubResult = RepositoryResponse | "no-response";

/** Returns the step of a request for the statistics, such as `PATCH refs/heads`. */
export function stepOf({ route, parameters }: GitHubRequest): string {
  const [method, path = ""] = route.split(" ");
  const [list = ""] = /[a-z-]+(?=(?:\/\{\w+\})?$)/.exec(path) ?? [];
  const ref = /^(?:refs\/)?(heads|rollcall)/.exec(String(parameters["ref"] ?? ""))?.[1];
  return `${method} ${list}${ref === undefined ? "" : `/${ref}`}`;
}

/** Returns a client of a repository. `send` sends a request, which takes time. */
export function openSimulatedGitHub(
  pace: Pace,
  send: (request: GitHubRequest) => Promise<GitHubResult>,
): GitHub {
  const paced = pacer(pace);
  const request = (route: string, parameters: GitHubRequest["parameters"]) => {
    const [method = "", url = ""] = route.split(" ");
    const failedRequest = { method: method as "GET", url, headers: {} };
    return paced(
      async () => {
        const result = await send({ route, parameters });
        if (result === "no-response")
          throw new RequestError("the connection was closed", 500, { request: failedRequest });
        if ("data" in result) return result;
        const { status, message } = result;
        const response = { status, url, headers: {}, data: undefined, retryCount: 0 };
        throw new RequestError(message, status, { request: failedRequest, response });
      },
      { method, url },
    );
  };
  // The state store uses nothing else of the client.
  return { repository: { owner: "rollcall", repo: "members" }, request } as unknown as GitHub;
}

/** A repository as one process uses it, with a network that fails at one of its writes or at which the process dies. */
export class FailingRepository {
  readonly #repository: Repository;
  readonly #incident: WriteIncident | undefined;
  readonly #onHit: (what: WriteIncident["what"]) => void;
  #writes = 0;
  #isBroken = false;

  /** `onHit`: called when the incident happens. */
  constructor(
    repository: Repository,
    incident: WriteIncident | undefined,
    onHit: (what: WriteIncident["what"]) => void,
  ) {
    this.#repository = repository;
    this.#incident = incident;
    this.#onHit = onHit;
  }

  read({ route, parameters }: GitHubRequest): RepositoryResponse {
    return this.#repository.request(route, parameters);
  }

  write({ route, parameters }: GitHubRequest): WriteEnd<GitHubResult> {
    this.#writes += 1;
    const incident = this.#writes === this.#incident?.nth ? this.#incident : undefined;
    if (incident) this.#onHit(incident.what);
    const lost = { kind: "done", value: "no-response" } as const;
    if (this.#isBroken) return lost;
    const deliver = () => this.#repository.request(route, parameters);
    switch (incident?.what) {
      case undefined:
        return { kind: "done", value: deliver() };
      case "killed before a line":
        return { kind: "dead" };
      case "killed after a line":
        deliver();
        return { kind: "dead" };
      case "no write to GitHub arrives from then on":
        this.#isBroken = true;
        return lost;
      case "a write to GitHub does not arrive":
        return lost;
      case "the response to a write to GitHub is lost":
        deliver();
        return lost;
      default:
        return { kind: "suspended", value: deliver() };
    }
  }
}
