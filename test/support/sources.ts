import { decodeText } from "../../src/core/source/decode.ts";
import { type ReadFile, unreadable } from "../../src/core/source/source.ts";
import { readYaml } from "../../src/core/yaml/full/parse.ts";
import { readPlainSource } from "../../src/core/yaml/read-yaml.ts";

/** Reads a source like `readSource`, but synchronously. */
export function readNow(file: string, bytes: Uint8Array): ReadFile {
  const { text, diagnostic } = decodeText(file, bytes);
  if (diagnostic) return { source: unreadable(file, text), diagnostics: [diagnostic] };
  return readPlainSource(file, text) ?? readYaml(file, text);
}
