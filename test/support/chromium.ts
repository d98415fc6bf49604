import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const root = join(import.meta.dirname, "..", "..");
const unpacked = join(root, ".cache", `chromium-${versionOf("@sparticuz/chromium")}`);

/** Whether the Chromium of the npm package runs on this machine. */
export const canBrowse = process.platform === "linux" && process.arch === "x64";
/** A part of the names of tests that need Chromium. */
export const chromiumNote = canBrowse
  ? "in Chromium"
  : "not run here: the npm package of Chromium is only for Linux on x64";

/** Unpacks Chromium. Runs once before all tests, because two tests that unpack at the same time would conflict. */
export function setup(): void {
  if (!canBrowse || existsSync(unpacked)) return;
  mkdirSync(dirname(unpacked), { recursive: true });
  const folder = mkdtempSync(`${unpacked}-`);
  const script = 'import("@sparticuz/chromium").then(it => it.default.executablePath())';
  // The package unpacks into TMPDIR, and unpacks the libraries that a minimal machine lacks only for this AWS_LAMBDA_JS_RUNTIME.
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" };
  execFileSync(process.execPath, ["-e", script], { cwd: root, env });
  const fonts = join(folder, "fonts", "fonts.conf");
  // fonts.conf contains the path of the temporary folder on AWS Lambda, for which the package is made.
  writeFileSync(fonts, readFileSync(fonts, "utf8").replaceAll("/tmp/fonts", join(unpacked, "fonts")));
  try {
    renameSync(folder, unpacked);
  } catch (error) {
    rmSync(folder, { recursive: true });
    // Another run may have unpacked it first.
    if (!existsSync(unpacked)) throw error;
  }
}

/** Starts the Chromium of the npm package (for Linux on x64) with its own libraries and fonts, so that nothing must be installed. */
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
