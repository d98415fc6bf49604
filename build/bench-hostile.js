import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostileFiles } from "./hostile-files.js";

/** Validates hostile files of two sizes in new processes, and prints the time per byte and how it grows with the size. */
export function benchHostile({ program, folder, bytes = 100_000 }) {
  console.log(`\nvalidate, files that are designed to take long (new processes, one run each)`);
  console.log("contents                    kB       ms  us/byte   4 times the size takes");
  for (const [name, textOf] of Object.entries(hostileFiles)) {
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
