import { valueAt } from "../core/values/untyped.ts";
import { UnusableResponse } from "./client.ts";

/** A string in a response, at a path of keys such as `object.sha`. All functions here throw UnusableResponse if it isn't there. */
export function requireString(response: unknown, path: string): string {
  const value = valueAtPath(response, path);
  return typeof value === "string" ? value : missing(path);
}

/** Like `requireString`, but undefined if there is nothing or null. */
export function optionalString(response: unknown, path: string): string | undefined {
  return (valueAtPath(response, path) ?? undefined) === undefined ? undefined : requireString(response, path);
}

/** The ID of a git object. */
export function requireSha(response: unknown, path: string): string {
  const sha = requireString(response, path);
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) ? sha : missing(path);
}

/** The number of an issue, a pull request, or a comment. */
export function requireId(response: unknown, path: string): number {
  const value = valueAtPath(response, path);
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : missing(path);
}

/** The items of a list: the response itself, or a part of it. */
export function requireItems(response: unknown, path?: string): readonly unknown[] {
  const value = path === undefined ? response : valueAtPath(response, path);
  return Array.isArray(value) ? value : missing(path ?? "a list");
}

function valueAtPath(response: unknown, path: string): unknown {
  return path.split(".").reduce(valueAt, response);
}

function missing(what: string): never {
  throw new UnusableResponse(`GitHub returned an incomplete response (without ${what}). Run this again`);
}
