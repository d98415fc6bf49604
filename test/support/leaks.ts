import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

/** Returns the forms in which a secret might be written. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Base64 turns three bytes into four characters, so the bytes before the secret shift its encoding.
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

/** Returns the names of the texts that contain a secret in any form, except in a line that masks it for GitHub's runner. */
export function leaksOf(secret: string, texts: Iterable<readonly [name: string, text: string]>): string[] {
  const forms = formsOf(secret);
  return [...texts].flatMap(([name, text]) => {
    const shown = text.replaceAll(`::add-mask::${secret}\n`, "");
    return forms.some(form => shown.includes(form)) ? [name] : [];
  });
}

/** Returns every file in a folder and its subfolders, byte by byte. The objects of git are unpacked. */
export function filesUnder(folder: string): readonly (readonly [name: string, text: string])[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  return entries.map(({ name, parentPath }) => {
    const path = join(parentPath, name);
    const bytes = readFileSync(path);
    const isObject = /\/objects\/[0-9a-f]{2}$/.test(parentPath);
    return [path, (isObject ? inflateSync(bytes) : bytes).toString("latin1")];
  });
}
