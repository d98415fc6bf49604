import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

/** The forms in which a secret might be written. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Three bytes make four characters: what stands before shifts them.
  const base64 = [0, 1, 2].map(shift => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    return text.slice(shift === 0 ? 0 : shift + 1, -4);
  });
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString("hex"),
    ...base64,
    ...base64.map(text => text.replaceAll("+", "-").replaceAll("/", "_")),
  ];
}

/** The names of the texts that hold a secret, in whatever form. A line that masks it for GitHub's runner is none. */
export function leaksOf(secret: string, texts: Iterable<readonly [name: string, text: string]>): string[] {
  const forms = formsOf(secret);
  return [...texts].flatMap(([name, text]) => {
    const shown = text.replaceAll(`::add-mask::${secret}\n`, "");
    return forms.some(form => shown.includes(form)) ? [name] : [];
  });
}

/** Every file under a folder, byte for byte; the objects of git unpacked. */
export function filesUnder(folder: string): readonly (readonly [name: string, text: string])[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  return entries.map(({ name, parentPath }) => {
    const path = join(parentPath, name);
    const bytes = readFileSync(path);
    const isObject = /\/objects\/[0-9a-f]{2}$/.test(parentPath);
    return [path, (isObject ? inflateSync(bytes) : bytes).toString("latin1")];
  });
}
