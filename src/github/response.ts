import { valueAt } from "../core/values/untyped.ts";
import { UnusableResponse } from "./client.ts";

/**
 * Returns the string at a path of keys in a response, such as `object.sha`. Like all functions here, throws UnusableResponse if there
 * is no valid value.
 */
export function requireString(response: unknown, path: string): string {
  const value = valueAtPath(response, path);
  return typeof value === "string" ? value : rejectValue(path);
}

/** Like `requireString`, but returns undefined if the value is missing or null. */
export function optionalString(response: unknown, path: string): string | undefined {
  return (valueAtPath(response, path) ?? undefined) === undefined ? undefined : requireString(response, path);
}

/** Returns the ID of a git object. */
export function requireSha(response: unknown, path: string): string {
  const sha = requireString(response, path);
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) ? sha : rejectValue(path);
}

/** Returns the number of an issue or a pull request, or the ID of a comment. */
export function requireId(response: unknown, path: string): number {
  const value = valueAtPath(response, path);
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : rejectValue(path);
}

/** Returns the items of a list, which is the response itself or a part of it. */
export function requireItems(response: unknown, path?: string): readonly unknown[] {
  const value = path === undefined ? response : valueAtPath(response, path);
  if (Array.isArray(value)) return value;
  return path === undefined ? reject("it isn't a list") : rejectValue(path);
}

function valueAtPath(response: unknown, path: string): unknown {
  return path.split(".").reduce(valueAt, response);
}

function rejectValue(path: string): never {
  return reject(`${path} is missing or invalid`);
}

function reject(problem: string): never {
  throw new UnusableResponse(`GitHub returned an invalid response: ${problem}. Run this again`);
}
