import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const manifest = JSON.parse(read("package.json")) as {
  dependencies?: object;
  devDependencies: Readonly<Record<string, string>>;
  scripts: Readonly<Record<string, string>>;
};
const lock = JSON.parse(read("package-lock.json")) as {
  lockfileVersion: number;
  packages: Readonly<Record<string, Locked>>;
};
const direct = Object.keys(manifest.devDependencies);
const locked = Object.entries(lock.packages).filter(([path]) => path !== "");
const contributing = read("CONTRIBUTING.md");

/** The packages whose code is in the bundles, according to the licenses that the build collects. */
const bundled = [
  ...read("dist/LICENSES.txt").matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) \d+\.\d+\S* \(.*\)$/gm),
].flatMap(([, name]) => name ?? []);

/** Returns the packages in the table of CONTRIBUTING.md that follows a sentence. */
function packagesAfter(sentence: string): readonly string[] {
  const [, table = ""] = contributing.split(`${sentence}\n\n`);
  const [rows = ""] = table.split("\n\n");
  const cells = [...rows.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = ""]) => cell);
  return [...cells.join().matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

describe("the dependencies of Rollcall", () => {
  test("pins exact versions from a registry, each package with a digest", () => {
    expect(
      Object.values(manifest.devDependencies).filter(version => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)),
    ).toEqual([]);
    expect(lock.lockfileVersion).toBe(3);
    const unpinned = locked.filter(
      ([, { integrity, resolved }]) =>
        !integrity?.startsWith("sha512-") ||
        (resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved)),
    );
    expect(unpinned.map(([path]) => path)).toEqual([]);
    expect(locked.length).toBeGreaterThan(100);
  });

  test("has no install scripts and no runtime dependencies", () => {
    expect(locked.filter(([, one]) => one.hasInstallScript).map(([path]) => path)).toEqual([]);
    expect(
      Object.keys(manifest.scripts).filter(name => /^(pre|post)?(install|prepare|publish)/.test(name)),
    ).toEqual([]);
    expect(manifest.dependencies).toBeUndefined();
  });

  test("lists bundled and development packages separately in CONTRIBUTING.md", () => {
    expect(bundled.length).toBeGreaterThan(20);
    const isBundled = (name: string) => bundled.includes(name);
    const inBundle = packagesAfter("These packages are in the bundle:").filter(name => direct.includes(name));
    expect(inBundle.toSorted()).toEqual(direct.filter(isBundled).toSorted());
    const forDevelopment = direct.filter(name => !isBundled(name) && !name.startsWith("@types/"));
    const listed = packagesAfter("These packages are for development:").filter(name => !name.includes("*"));
    expect(listed.toSorted()).toEqual(forDevelopment.toSorted());
  });
});
