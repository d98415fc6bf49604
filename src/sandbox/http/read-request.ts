import type { InviteRequest } from "../organization/model.ts";

/** A value from a request, or the error message in the style of Joi. */
export type Checked<T> = { readonly value: T } | { readonly problem: string };

const maxBodyLength = 1024 * 1024;

/** Reads the body of `POST …/invites`, which must have exactly two keys of the right types. Returns only the first problem. */
export function readInviteRequest(contentType: string | undefined, body: string): Checked<InviteRequest> {
  if (body.length > maxBodyLength) return { problem: "request entity too large" };
  const parsed = parseBody(contentType, body);
  if ("problem" in parsed) return parsed;
  const { workspaceIds, emails, ...unknown } = parsed.value;
  if (workspaceIds === undefined) return { problem: '"workspaceIds" is required' };
  if (!isList(workspaceIds)) return { problem: '"workspaceIds" must be an array' };
  if (workspaceIds.length === 0) return { problem: '"workspaceIds" must contain at least 1 items' };
  const wrong = workspaceIds.findIndex(id => typeof id !== "string");
  if (wrong >= 0) return { problem: `"workspaceIds[${wrong}]" must be a string` };
  if (emails === undefined) return { problem: '"emails" is required' };
  if (typeof emails !== "string") return { problem: '"emails" must be a string' };
  if (emails === "") return { problem: '"emails" is not allowed to be empty' };
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) return { problem: `"${extra}" is not allowed` };
  return { value: { workspaceIds: workspaceIds.filter(id => typeof id === "string"), emails } };
}

/** Returns the error message for a query with an unknown key, or undefined if all keys are known. */
export function checkQuery(query: URLSearchParams, known: readonly string[]): string | undefined {
  const extra = [...query.keys()].find(key => !known.includes(key));
  return extra === undefined ? undefined : `"${extra}" is not allowed`;
}

/** Reads the query parameter `page`, which counts from 1. */
export function readPage(text: string | undefined): Checked<number> {
  const page = Number(text ?? "1");
  if (text?.trim() === "" || !Number.isFinite(page)) return { problem: '"page" must be a number' };
  if (!Number.isInteger(page)) return { problem: '"page" must be an integer' };
  if (page < 1) return { problem: '"page" must be greater than or equal to 1' };
  return { value: page };
}

/** Parses a body. Like Express, ignores one that isn't declared as JSON. */
function parseBody(
  contentType: string | undefined,
  body: string,
): Checked<Readonly<Record<string, unknown>>> {
  if (!/^application\/json\b/i.test(contentType ?? "") || body === "") return { value: {} };
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? { value } : { problem: '"value" must be of type object' };
  } catch {
    return { problem: "Unexpected token in JSON" };
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
