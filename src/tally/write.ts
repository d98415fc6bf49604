import type { TallyWriter } from "../core/apply/connection.ts";
import type { ActionCall, Outcome } from "../core/tally/call.ts";
import type { TallyClient, TallyRequest } from "./client.ts";
import type { HttpResult } from "./http.ts";

/** Returns a writer that changes one organization through a client. */
export function createWriter(client: TallyClient, organization: string): TallyWriter {
  return {
    ready: stop => client.ready(stop),
    send: async (call, stop, isExpired) => {
      const result = await client.request(requestFor(call, organization), stop, isExpired);
      return outcomeOf(result, body => client.problemIn(body));
    },
  };
}

function requestFor(call: ActionCall, organization: string): TallyRequest {
  const path = ["organizations", organization];
  switch (call.action) {
    case "invite": {
      const json = { workspaceIds: call.workspaceIds, emails: call.emails.join(",") };
      return { method: "POST", path: [...path, "invites"], json };
    }
    case "cancel":
      return { method: "DELETE", path: [...path, "invites", call.inviteId ?? ""] };
    case "remove":
      return { method: "DELETE", path: [...path, "users", call.userId ?? ""] };
  }
}

function outcomeOf(result: HttpResult, problemIn: (body: string) => string): Outcome {
  if (result.kind === "not-sent") return { result: "not-sent", problem: result.problem };
  if (result.kind === "no-response") return { result: "unconfirmed", problem: result.problem };
  const { status } = result;
  // Only 204 means success (documented). Any other status that isn't a rejection leaves the result unknown.
  if (status === 204) return { result: "done" };
  if (status >= 400 && status < 500 && status !== 408)
    return { result: "rejected", status, problem: problemIn(result.body) };
  const what = status >= 300 && status < 400 ? "a redirect, which Rollcall doesn't follow" : String(status);
  return { result: "unconfirmed", status, problem: `Tally returned ${what}` };
}
