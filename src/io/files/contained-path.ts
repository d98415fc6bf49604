import { isAbsolute, relative, sep } from "node:path";
import type { ReadableFiles } from "../io.ts";

/** Whether one path, links resolved, is another or below it, and not what git keeps there. */
export function isWithin(root: string, path: string): boolean {
  const inner = relative(root, path);
  return !isAbsolute(inner) && !inner.split(sep).some(step => step === ".." || step === ".git");
}

/** Whether a path stays in the working folder, and out of what git keeps there, after symbolic links; also where nothing is. */
export async function isInside(files: ReadableFiles, path: string): Promise<boolean> {
  const target = await files.resolveLinks(path).catch(() => undefined);
  return target === undefined || isWithin(await files.resolveLinks("."), target);
}
