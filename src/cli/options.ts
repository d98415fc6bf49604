import { InvalidArgumentError, Option } from "commander";
import { isBranchName } from "../core/values/branch-name.ts";
import { type Day, readDay, suggestDay } from "../core/values/day.ts";

/** The description of `help`, in every command that has subcommands. */
export const helpCommandText = "print help for a command";

/** Declares --timeout, in seconds. */
export function timeoutOption(): Option {
  return new Option("--timeout <seconds>", "seconds to wait for a response from Tally")
    .argParser(wholeNumber(1, 600))
    .default(30);
}

/** Declares --deadline, in seconds. */
export function deadlineOption(): Option {
  return new Option("--deadline <seconds>", "stop after this many seconds and report what is left").argParser(
    wholeNumber(1, 86_400),
  );
}

/** Declares --new-state, for the commands that can start a state file. */
export function newStateOption(): Option {
  return new Option("--new-state", "start a new state file even if one existed before");
}

/** Declares --format. The first choice is the default. */
export function formatOption(...choices: readonly string[]): Option {
  return new Option("--format <format>", "output format").choices(choices).default(choices[0]);
}

/** Parses a path, or throws an error that commander shows. An empty path is an error, because it would mean the working folder. */
export function path(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("Expected a path.");
}

/** Parses the path of a saved plan. Throws an error that commander prints, also for a members file. */
export function planPath(text: string): string {
  if (!/\.ya?ml$/i.test(text)) return path(text);
  throw new InvalidArgumentError(
    "A saved plan is a JSON file from rollcall plan --out. To apply members.yaml, run rollcall apply. To apply another members file, add --config FILE.",
  );
}

/** Parses the name of a branch, or throws an error that commander shows. */
export function branchName(text: string): string {
  if (isBranchName(text)) return text;
  throw new InvalidArgumentError("Expected a branch name, such as members-state.");
}

/** Parses a name that git could resolve to a commit, or throws an error that commander shows. */
export function commitName(text: string): string {
  if (/^[^-]/.test(text)) return text;
  throw new InvalidArgumentError("Expected a commit, such as origin/main.");
}

/** Returns a function that parses a whole number in a range, or throws an error that commander shows. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return text => {
    const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}

/** Parses a date, or throws an error that commander shows. */
export function dayOption(text: string): Day {
  return readDayOr(text, "");
}

/** Parses a date or `none`, or throws an error that commander shows. */
export function endOption(text: string): Day | "none" {
  return text === "none" ? text : readDayOr(text, ", or none");
}

function readDayOr(text: string, otherValues: string): Day {
  const day = readDay(text);
  if (day !== undefined) return day;
  const suggestion = suggestDay(text);
  throw new InvalidArgumentError(
    suggestion ? `Write it as ${suggestion}.` : `Expected a valid date, such as 2027-01-31${otherValues}.`,
  );
}
