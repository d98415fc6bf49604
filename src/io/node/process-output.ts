import { fstatSync, writeSync } from "node:fs";
import type { Output } from "../io.ts";
import { codeOf, problemOf } from "../system-error.ts";

/**
 * Creates the standard output or error of a process. Writes directly to a file, a pipe, or a device: opening a stream
 * takes a twentieth of the time of a small plan, and a stream reports a full disk only after the end. Writes to a
 * terminal through the stream of Node.js, which is opened when it is first used.
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
    direct ??= isNotTerminal(process, name, descriptor);
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

function isNotTerminal(process: NodeJS.Process, name: "stdout" | "stderr", descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    if (stats.isFile() || stats.isFIFO() || stats.isSocket()) return true;
    // For another device, this tells whether it is a terminal without loading much.
    return process[name].isTTY !== true;
  } catch (error) {
    if (codeOf(error) === "EBADF") return false;
    throw error;
  }
}

/** Reports a write error once, and sets the exit code to 1. Doesn't throw, so that an apply still records what it did. */
function fail(process: NodeJS.Process, name: "stdout" | "stderr", error: unknown): void {
  // A reader such as `head` may close the pipe early. That isn't an error.
  if (codeOf(error) === "EPIPE" || process.exitCode === 1) return;
  process.exitCode = 1;
  if (name === "stdout")
    writeSync(2, `Error: Couldn't write the result to standard output: ${problemOf(error)}.\n`);
}

/** The time between two attempts to write to a full pipe, in milliseconds. */
const pipePause = 5;

function writeWhole(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // The pipe is full, and the parent process made it nonblocking.
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pipePause);
    }
  }
}
