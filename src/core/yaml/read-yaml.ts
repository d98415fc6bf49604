import { decodeText } from "../source/decode.ts";
import { findInvisible } from "../source/invisible.ts";
import { Places } from "../source/locator.ts";
import { type ReadFile, type Source, unreadable } from "../source/source.ts";
import { plainValues } from "./plain/builder.ts";
import { PlainPlaces } from "./plain/locations.ts";
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
  const places = new Places(file, text);
  let plainPlaces: PlainPlaces | undefined;
  const source: Source = {
    file,
    text,
    value,
    placeOf: (path, part = "value") => {
      plainPlaces ??= new PlainPlaces(text, places);
      return plainPlaces.ofPath(path, part);
    },
  };
  return { source, diagnostics: findInvisible(text, places) };
}
