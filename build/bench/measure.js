import { spawn, spawnSync } from "node:child_process";

/** Only what is needed to find programs. For example, `NODE_EXTRA_CA_CERTS` makes each start of Node 25 ms slower. */
const environment = { PATH: process.env.PATH };
/** bash prints the CPU time of a process from getrusage(2), in milliseconds. */
const timeIt = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&3 3>&-';
const weighIt = '/usr/bin/time -q -f %M "$@" >/dev/null';
const hasGnuTime = spawnSync("/usr/bin/time", ["-f", "%M", "true"], { encoding: "utf8" }).stderr.trim() > 0;

/**
 * Runs a process with an empty environment, and returns its CPU time in milliseconds: user and system, with its children. `statuses`
 * lists the exit codes that count as success.
 */
async function cpuOf({ command = process.execPath, args, env, cwd, statuses = [0] }) {
  const { status, stderr, complaint } = await run(["bash", "-c", timeIt, "bash", command, ...args], env, cwd);
  if (!statuses.includes(status)) throw new Error(`${args.join(" ")}: exit code ${status}\n${complaint}`);
  const [user, system] = stderr.trim().split(" ").map(Number);
  return (user + system) * 1000;
}

/** Returns the peak memory of a process in MiB, measured by GNU time from outside, or undefined on a machine without it. */
async function memoryOf({ command = process.execPath, args, env, cwd }) {
  if (!hasGnuTime) return undefined;
  const { stderr } = await run(["bash", "-c", weighIt, "bash", command, ...args], env, cwd);
  return Number(stderr.trim().split("\n").at(-1)) / 1024;
}

/** Runs a process without blocking this one, in which servers may run. */
async function run([command, ...args], env, cwd) {
  const child = spawn(command, args, {
    cwd,
    env: { ...environment, ...env },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const texts = ["", ""];
  child.stdio.slice(2).forEach((stream, index) => {
    stream.setEncoding("utf8").on("data", text => {
      texts[index] += text;
    });
  });
  const status = await new Promise(resolve => child.on("close", resolve));
  return { status, stderr: texts[0], complaint: texts[1] };
}

export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const columns = [-52, 7, 7, 6, 11, 7, 6, 7];

function line(cells) {
  const padded = cells.map((cell, index) =>
    columns[index] < 0 ? cell.padEnd(-columns[index]) : cell.padStart(columns[index]),
  );
  console.log(padded.join(" ").trimEnd());
}

/** Prints a title and the head of a table for `compare`. */
export function table(title) {
  console.log(`\n${title}`);
  line(["A / B", "A ms", "B ms", "A/B", "range", "target", "MiB", "target"]);
}

/**
 * Measures two commands in pairs, and prints a row: the medians of their CPU times, the median and the range of their ratios, and the
 * peak memory of the first. A command has `args` of Node or of another `command`, and perhaps `env`, `cwd`, the exit codes that count
 * as success, and `prepare`, which runs before each measurement. The targets are a ratio or CPU seconds, and MiB.
 */
export async function compare(name, a, b, { rounds = 9, target = "", seconds, mebibytes = "" } = {}) {
  await a.prepare?.();
  const memory = await memoryOf(a);
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const pair = [];
    for (const command of [a, b]) {
      await command.prepare?.();
      pair.push(await cpuOf(command));
    }
    pairs.push(pair);
  }
  const ratios = pairs.map(([first, second]) => first / second);
  const medians = [0, 1].map(index => median(pairs.map(pair => pair[index])));
  line([
    name,
    ...medians.map(milliseconds => milliseconds.toFixed(0)),
    median(ratios).toFixed(2),
    `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
    seconds === undefined ? String(target) : `${seconds} s`,
    memory?.toFixed(0) ?? "-",
    String(mebibytes),
  ]);
  return medians;
}
