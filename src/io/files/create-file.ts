import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";
import { codeOf } from "../system-error.ts";

/**
 * Creates a file, which is on disk completely or not at all. Returns false if anything exists at the path, even a
 * broken symbolic link.
 */
export async function createFile(path: string, text: string): Promise<boolean> {
  const part = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeSynced(part, text);
    await link(part, path).catch(async error => {
      // Not every file system has hard links.
      if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"].includes(codeOf(error) ?? "")) throw error;
      await writeSynced(path, text);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
