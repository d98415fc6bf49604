import { InvalidArgumentError, Option } from "commander";
import { isBranchName } from "../core/values/branch-name.ts";
import { type Day, readDay } from "../core/values/day.ts";

/** In seconds. */
export function timeoutOption(): Option {
  return new Option("--timeout <seconds>", "how long to wait for an answer of Tally")
    .argParser(wholeNumber(1, 600))
    .default(30);
}

/** In seconds. */
export function deadlineOption(): Option {
  return new Option(
    "--deadline <seconds>",
    "end the whole run after so long, and say what is left",
  ).argParser(wholeNumber(1, 86_400));
}

/** For the commands that may begin a state. */
export function newStateOption(): Option {
  return new Option("--new-state", "begin a new state file although there was one before");
}

/** The first choice is the usual one. */
export function formatOption(...choices: readonly string[]): Option {
  return new Option("--format <format>", "how to show it").choices(choices).default(choices[0]);
}

/** Reads the path of a file or a folder; throws what commander shows. Nothing would be taken for the working folder. */
export function path(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("It must be a path.");
}

/** Reads the name of a branch; throws what commander shows. */
export function branchName(text: string): string {
  if (isBranchName(text)) return text;
  throw new InvalidArgumentError("It must be the name of a branch, such as members-state.");
}

/** Reads what git may call a commit; throws what commander shows. */
export function commitName(text: string): string {
  if (/^[^-]/.test(text)) return text;
  throw new InvalidArgumentError("It must name a commit, such as origin/main.");
}

/** Reads a whole number in a range; throws what commander shows. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** Reads a day; throws what commander shows. */
export function dayOption(text: string): Day {
  const day = readDay(text);
  if (day !== undefined) return day;
  throw new InvalidArgumentError("It must be a day of the calendar, such as 2027-01-31.");
}
