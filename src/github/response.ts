import { isMapping } from "../core/values/untyped.ts";
import { UnusableResponse } from "./client.ts";

/** A text in an answer, at a path of keys such as `object.sha`. Without one, a UnusableResponse is thrown: so for all of these. */
export function textIn(answer: unknown, path: string): string {
  const value = valueIn(answer, path);
  return typeof value === "string" ? value : misses(path);
}

/** The same, or nothing where there is nothing or null. */
export function optionalTextIn(answer: unknown, path: string): string | undefined {
  return isGivenIn(answer, path) ? textIn(answer, path) : undefined;
}

/** The id of an object of git. */
export function shaIn(answer: unknown, path: string): string {
  const sha = textIn(answer, path);
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) ? sha : misses(path);
}

/** The number of an issue, a pull request or a comment. */
export function idIn(answer: unknown, path: string): number {
  const value = valueIn(answer, path);
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : misses(path);
}

/** The size of a file, which folders do not have. */
export function sizeIn(answer: unknown, path: string): number {
  const value = valueIn(answer, path);
  return typeof value === "number" && value > 0 ? value : 0;
}

/** Whether there is anything at a path, null left out. */
export function isGivenIn(answer: unknown, path: string): boolean {
  return (valueIn(answer, path) ?? undefined) !== undefined;
}

/** The items of a list, be it the answer itself or a part of it. */
export function itemsIn(answer: unknown, path?: string): readonly unknown[] {
  const value = path === undefined ? answer : valueIn(answer, path);
  return Array.isArray(value) ? value : misses(path ?? "a list");
}

function valueIn(answer: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isMapping(value) ? value[key] : undefined), answer);
}

function misses(what: string): never {
  throw new UnusableResponse(
    `an answer of GitHub misses what it should hold (${what}), so nothing is concluded from it`,
  );
}
