import { fstatSync, writeSync } from "node:fs";
import type { Output } from "../io.ts";
import { codeOf, problemOf } from "../system-error.ts";

/**
 * The standard output or error of a process. A file, a pipe or a device is written to directly, since opening a stream for it takes a
 * twentieth of the time of a small plan, and says only after the end that it is full; a terminal through Node's stream, which is opened
 * when it is used.
 */
export function createOutput(process: NodeJS.Process, name: "stdout" | "stderr"): Output {
  const descriptor = name === "stdout" ? 1 : 2;
  let direct: boolean | undefined;
  let opened: NodeJS.WriteStream | undefined;
  const stream = () => {
    opened ??= process[name].on("error", error => fail(process, name, error));
    return opened;
  };
  const isDirect = () => {
    direct ??= isNoTerminal(process, name, descriptor);
    return direct;
  };
  return {
    write: text => {
      if (!isDirect()) {
        stream().write(text);
        return;
      }
      try {
        writeWhole(descriptor, text);
      } catch (error) {
        fail(process, name, error);
      }
    },
    get isTerminal() {
      return !isDirect() && stream().isTTY === true;
    },
    get width() {
      return isDirect() ? defaultColumns : stream().columns || defaultColumns;
    },
  };
}

/** In columns. */
const defaultColumns = 80;

function isNoTerminal(process: NodeJS.Process, name: "stdout" | "stderr", descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    if (stats.isFile() || stats.isFIFO() || stats.isSocket()) return true;
    // Another device: Node tells a terminal without loading more than it needs.
    return process[name].isTTY !== true;
  } catch (error) {
    if (codeOf(error) === "EBADF") return false;
    throw error;
  }
}

/** What cannot be shown must not keep an apply from recording what it did: it is said once, and the run ends with 1. */
function fail(process: NodeJS.Process, name: "stdout" | "stderr", error: unknown): void {
  // A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
  if (codeOf(error) === "EPIPE" || process.exitCode === 1) return;
  process.exitCode = 1;
  if (name === "stdout")
    writeSync(2, `The result cannot be written to standard output: ${problemOf(error)}.\n`);
}

/** Between two tries to write to a full pipe, in milliseconds. */
const pipePause = 5;

function writeWhole(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // Full, where whoever started us has made the pipe one that does not wait.
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pipePause);
    }
  }
}
