import { isObject } from "../values/untyped.ts";

/** Returns whether the value of a file has no content: nothing but comments, or a mapping without keys. */
export function isEmptyFile(value: unknown): boolean {
  return value === null || (isObject(value) && Object.keys(value).length === 0);
}
