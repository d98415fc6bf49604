import { InvalidArgumentError, Option } from "commander";
import { isBranchName } from "../core/values/branch-name.ts";
import { type Day, readDay } from "../core/values/day.ts";

/** What `help` does, wherever there are commands to choose from. */
export const helpCommandText = "print help for a command";

/** In seconds. */
export function timeoutOption(): Option {
  return new Option("--timeout <seconds>", "seconds to wait for a response from Tally")
    .argParser(wholeNumber(1, 600))
    .default(30);
}

/** In seconds. */
export function deadlineOption(): Option {
  return new Option("--deadline <seconds>", "stop after this many seconds and report what is left").argParser(
    wholeNumber(1, 86_400),
  );
}

/** For the commands that may begin a state. */
export function newStateOption(): Option {
  return new Option("--new-state", "start a new state file even if one existed before");
}

/** The first choice is the usual one. */
export function formatOption(...choices: readonly string[]): Option {
  return new Option("--format <format>", "output format").choices(choices).default(choices[0]);
}

/** Reads the path of a file or a folder; throws what commander shows. Nothing would be taken for the working folder. */
export function path(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("Expected a path.");
}

/** Reads the name of a branch; throws what commander shows. */
export function branchName(text: string): string {
  if (isBranchName(text)) return text;
  throw new InvalidArgumentError("Expected a branch name, such as members-state.");
}

/** Reads what git may call a commit; throws what commander shows. */
export function commitName(text: string): string {
  if (/^[^-]/.test(text)) return text;
  throw new InvalidArgumentError("Expected a commit, such as origin/main.");
}

/** Reads a whole number in a range; throws what commander shows. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

/** Reads a day; throws what commander shows. */
export function dayOption(text: string): Day {
  const day = readDay(text);
  if (day !== undefined) return day;
  throw new InvalidArgumentError("Expected a valid date, such as 2027-01-31.");
}
