import { LineMap } from "../../source/line-map.ts";
import type { Result } from "../../values/result.ts";
import { commentsOf } from "../full/comments.ts";
import { readYaml } from "../full/parse.ts";
import { assignComments } from "./comments.ts";
import { printFile } from "./print.ts";
import { NotFormattable, readTree } from "./tree.ts";

/**
 * Why a file isn't formatted. json: other programs may read it, and formatted YAML isn't JSON. syntax: the line has
 * YAML that isn't formatted. content: formatting would change the meaning or lose a comment.
 */
export type FormatProblem =
  | { readonly reason: "json" | "content" }
  | { readonly reason: "syntax"; readonly line: number };

/** Formats YAML like `formatYaml`, all of it at once. The time and memory for that are much more than for reading it. */
export function formatWhole(text: string): Result<string, FormatProblem> {
  if (isJson(text)) return { ok: false, problem: { reason: "json" } };
  try {
    const tree = readTree(text);
    const last = assignComments(tree, text);
    const formatted = (tree.hasMarker ? "---\n" : "") + printFile(text, tree.root, last);
    if (hasSameContent(text, formatted)) return { ok: true, value: formatted };
    return { ok: false, problem: { reason: "content" } };
  } catch (error) {
    if (!(error instanceof NotFormattable)) throw error;
    const { line } = new LineMap("", text).locationOf(error.offset, error.offset);
    return { ok: false, problem: { reason: "syntax", line } };
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function hasSameContent(before: string, after: string): boolean {
  return (
    before === after ||
    (canonicalValue(before) === canonicalValue(after) &&
      commentsOf(before).join("\n") === commentsOf(after).join("\n"))
  );
}

function canonicalValue(text: string): string {
  return JSON.stringify(readYaml("", text).source.value) ?? "";
}
