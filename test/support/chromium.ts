import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const root = join(import.meta.dirname, "..", "..");
const unpacked = join(root, ".cache", `chromium-${versionOf("@sparticuz/chromium")}`);

/** Whether the Chromium of the package runs here, and the words for the tests that need it. */
export const canBrowse = process.platform === "linux" && process.arch === "x64";
export const whereBrowsed = canBrowse
  ? "in Chromium"
  : "not run here: the package of its Chromium is for Linux on x64";

/** Runs once, before any test begins: two that unpack at once would tread on each other. */
export function setup(): void {
  if (!canBrowse || existsSync(unpacked)) return;
  mkdirSync(dirname(unpacked), { recursive: true });
  const folder = mkdtempSync(`${unpacked}-`);
  const script = 'import("@sparticuz/chromium").then(it => it.default.executablePath())';
  // It unpacks into the temporary folder, and the libraries that a bare machine lacks only on a machine of this name.
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" };
  execFileSync(process.execPath, ["-e", script], { cwd: root, env });
  const fonts = join(folder, "fonts", "fonts.conf");
  // It names the folder for temporary files of the machines that it is made for.
  writeFileSync(fonts, readFileSync(fonts, "utf8").replaceAll("/tmp/fonts", join(unpacked, "fonts")));
  try {
    renameSync(folder, unpacked);
  } catch (error) {
    rmSync(folder, { recursive: true });
    // Another run was faster.
    if (!existsSync(unpacked)) throw error;
  }
}

/** Starts the Chromium that an npm package holds (Linux on x64), with its own libraries and fonts: nothing needs to be installed. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: join(unpacked, "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(unpacked, "al2023", "lib"),
      FONTCONFIG_PATH: join(unpacked, "fonts"),
    },
  });
}

function versionOf(name: string): string {
  const path = createRequire(import.meta.url).resolve(name);
  const folder = path.slice(0, path.lastIndexOf(`${name}/`) + name.length);
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
}
