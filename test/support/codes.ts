import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../src/core/diagnostics/details.ts", import.meta.url), "utf8");
const details = /interface DiagnosticDetails \{(.*?)\n\}/s.exec(source)?.[1] ?? "";

/** Every code that `DiagnosticDetails` declares, read from its source code because types don't exist at run time. */
export const sentenceCodes: readonly string[] = [...details.matchAll(/^ {2}"?([a-z0-9-]+)"?:/gm)].map(
  match => match[1] ?? "",
);
