import { decodeText } from "../source/decode.ts";
import { findInvisible } from "../source/invisible-characters.ts";
import { LineMap } from "../source/line-map.ts";
import { type ReadFile, type Source, unreadable } from "../source/source.ts";
import { plainValues } from "./plain/builder.ts";
import { PlainLocations } from "./plain/locations.ts";
import { readPlain } from "./plain/reader.ts";

/**
 * The one door for YAML: bytes become a value with places, or diagnostics, whatever the bytes are. Plain YAML is read by
 * `readPlain`, all else by the yaml package, which is loaded where it is needed; both mean the same. Time grows in proportion to
 * the bytes, whatever they are: at most 20 microseconds a byte are meant, and 13 were measured on two busy cores, for a file of
 * closing brackets (`npm run bench`).
 */
export async function readSource(file: string, bytes: Uint8Array): Promise<ReadFile> {
  const decoded = decodeText(file, bytes);
  if (decoded.diagnostic)
    return { source: unreadable(file, decoded.text), diagnostics: [decoded.diagnostic] };
  const plain = readPlainSource(file, decoded.text);
  return plain ?? (await import("./full/parse.ts")).readYaml(file, decoded.text);
}

/** A text of plain YAML; nothing where it is anything else. */
export function readPlainSource(file: string, text: string): ReadFile | undefined {
  const value = readPlain(text, plainValues);
  if (value === undefined) return undefined;
  const locations = new LineMap(file, text);
  let plainLocations: PlainLocations | undefined;
  const source: Source = {
    file,
    text,
    value,
    locate: (path, part = "value") => {
      plainLocations ??= new PlainLocations(text, locations);
      return plainLocations.ofPath(path, part);
    },
  };
  return { source, diagnostics: findInvisible(text, locations) };
}
