import { constants, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appendToFile, cutFile } from "../src/io/files/append.ts";
import type { FileStamp } from "../src/io/io.ts";
import { readStamp } from "../src/io/stat.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-append-"));
  path = join(folder, "state");
  writeFileSync(path, "whole\ntorn");
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = () => readFileSync(path, "utf8");

function stamp(): FileStamp {
  const now = readStamp(path);
  if (!now) throw new Error("the file is missing");
  return now;
}

/** Opens files as Windows does: a handle for appending can't change the size of its file. */
const openOnWindows: typeof open = async (file, flags, mode) => {
  const handle = await open(file, flags, mode);
  const canAppendOnly = flags === "a" || (typeof flags === "number" && (flags & constants.O_APPEND) !== 0);
  if (canAppendOnly)
    handle.truncate = async () => {
      throw Object.assign(new Error("EPERM: operation not permitted, ftruncate"), { code: "EPERM" });
    };
  return handle;
};

test("truncates a file and appends to it on Windows", async () => {
  const cut = await cutFile(openOnWindows, path, 6, stamp());
  expect([text(), cut]).toEqual(["whole\n", stamp()]);
  const appended = await appendToFile(openOnWindows, path, "é\n", cut);
  expect([text(), appended]).toEqual(["whole\né\n", stamp()]);
});

test.each(["changed", "replaced", "removed"])(
  "doesn't change a file that was %s since the stamp was taken",
  async how => {
    const before = stamp();
    if (how === "changed") writeFileSync(path, "whole\nline");
    else if (how === "removed") rmSync(path);
    else {
      writeFileSync(`${path}.new`, "whole\ntorn");
      renameSync(`${path}.new`, path);
    }
    const expected = how === "removed" ? undefined : text();
    expect(await cutFile(open, path, 6, before)).toBeUndefined();
    expect(await appendToFile(open, path, "more\n", before)).toBeUndefined();
    expect(how === "removed" ? readStamp(path) : text()).toBe(expected);
  },
);

test.each(["appends", "replaces the file"])(
  "detects that another process %s at the same moment",
  async how => {
    const openAndChange: typeof open = async (file, flags, mode) => {
      const handle = await open(file, flags, mode);
      const { sync } = handle;
      handle.sync = async () => {
        await sync.call(handle);
        if (how === "appends") return writeFileSync(path, "theirs\n", { flag: "a" });
        writeFileSync(`${path}.new`, "theirs");
        renameSync(`${path}.new`, path);
      };
      return handle;
    };
    expect(await appendToFile(openAndChange, path, "\n", stamp())).toBeUndefined();
    expect(text()).toContain("theirs");
  },
);
