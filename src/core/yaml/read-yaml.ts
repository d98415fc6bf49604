import { decodeText } from "../source/decode.ts";
import { findInvisible } from "../source/invisible-characters.ts";
import { LineMap } from "../source/line-map.ts";
import { type ReadFile, type Source, unreadable } from "../source/source.ts";
import { plainValues } from "./plain/builder.ts";
import { PlainLocations } from "./plain/locations.ts";
import { readPlain } from "./plain/reader.ts";

/**
 * Reads any bytes as YAML. Returns a value with locations, or diagnostics. Rollcall reads every YAML file with this
 * function. Plain YAML is read by `readPlain`, everything else by the yaml package, which is loaded only if needed;
 * both return the same. The time is proportional to the number of bytes: the goal is at most 20 microseconds for each
 * byte, and the worst measurement was 7 on two busy cores, for a file of block scalars (`npm run bench`). So is the memory,
 * up to a maximum number of YAML tokens.
 */
export async function readSource(file: string, bytes: Uint8Array): Promise<ReadFile> {
  const decoded = decodeText(file, bytes);
  if (decoded.diagnostic)
    return { source: unreadable(file, decoded.text), diagnostics: [decoded.diagnostic] };
  const plain = readPlainSource(file, decoded.text);
  return plain ?? (await import("./full/parse.ts")).readYaml(file, decoded.text);
}

/** Reads plain YAML. Returns undefined if the text is anything else. */
export function readPlainSource(file: string, text: string): ReadFile | undefined {
  // Lines and columns are the same with any line ending.
  const unixText = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  const value = readPlain(unixText, plainValues);
  if (value === undefined) return undefined;
  const lineMap = new LineMap(file, unixText);
  let locations: PlainLocations | undefined;
  const source: Source = {
    file,
    text,
    value,
    locate: (path, part = "value") => {
      locations ??= new PlainLocations(unixText, lineMap);
      return locations.ofPath(path, part);
    },
  };
  return { source, diagnostics: findInvisible(unixText, lineMap) };
}
