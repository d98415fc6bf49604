import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const head = "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers:\n";
const numbered = (bytes, lineOf) => {
  const lines = [];
  for (let length = 0, index = 0; length < bytes; index += 1) {
    const line = lineOf(index);
    lines.push(line);
    length += line.length;
  }
  return lines.join("");
};

/** Files that are designed to take long, by what they consist of. */
const shapes = {
  "duplicate keys": bytes => numbered(bytes, () => "same: 1\n"),
  "keys of one mapping": bytes => numbered(bytes, index => `key${index}: 1\n`),
  "aliases of one anchor": bytes => `a: &a [marketing]\nb:\n${numbered(bytes, () => "  - *a\n")}`,
  anchors: bytes => numbered(bytes, index => `- &a${index} 1\n`),
  tags: bytes => "! ".repeat(bytes / 2),
  "open brackets": bytes => "[".repeat(bytes),
  "closing brackets": bytes => "]".repeat(bytes),
  commas: bytes => `[${",".repeat(bytes)}`,
  quotes: bytes => '"'.repeat(bytes),
  "bad escapes": bytes => `"${"\\q".repeat(bytes / 2)}"`,
  "one long line": bytes => `${head}  - email: ${"a".repeat(bytes)}\n`,
  "deep indents": bytes => numbered(bytes, index => `${" ".repeat(index % 500)}a:\n`),
  "items of the wrong type": bytes => `${head}${numbered(bytes, () => "  - 1\n")}`,
  "unknown workspaces": bytes =>
    `${head}${numbered(bytes, index => `  - {email: p${index}@example.com, workspaces: [marketin${index}]}\n`)}`,
  "lookalike domains": bytes =>
    `${head}${numbered(bytes, index => `  - {email: p@${index.toString(2).replaceAll("0", "o").replaceAll("1", "0")}.com, workspaces: [marketing]}\n`)}`,
};

/** Validates hostile files of two sizes in new processes, and prints the time per byte and how it grows with the size. */
export function benchHostile({ program, folder, bytes = 100_000 }) {
  console.log(`\nvalidate, files that are designed to take long (new processes, one run each)`);
  console.log("contents                    kB       ms  us/byte   4 times the size takes");
  for (const [name, textOf] of Object.entries(shapes)) {
    const [small, large] = [bytes, bytes * 4].map(size => {
      const path = join(folder, "hostile.yaml");
      writeFileSync(path, textOf(size));
      const start = process.hrtime.bigint();
      const { status, signal } = spawnSync(process.execPath, [program, "validate", "--config", path], {
        stdio: ["ignore", "pipe", "pipe"],
        maxBuffer: 2 ** 30,
        timeout: 120_000,
      });
      if (signal || status > 1) throw new Error(`${name}: ended with ${signal ?? status}`);
      return { milliseconds: Number(process.hrtime.bigint() - start) / 1e6, size: statSync(path).size };
    });
    const cells = [
      name.padEnd(24),
      (large.size / 1000).toFixed(0).padStart(6),
      large.milliseconds.toFixed(0).padStart(8),
      ((large.milliseconds * 1000) / large.size).toFixed(1).padStart(8),
      `${(large.milliseconds / small.milliseconds).toFixed(1)} times as long`.padStart(22),
    ];
    console.log(cells.join(" "));
  }
}
