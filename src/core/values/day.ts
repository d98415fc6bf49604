import { compareText } from "../text/compare.ts";

declare const dayBrand: unique symbol;
/** A calendar day in UTC, as `YYYY-MM-DD`. Days can be compared as strings. */
export type Day = string & { readonly [dayBrand]: true };

/** Returns the day that a string names, or undefined if the calendar has no such day. */
export function readDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? (text as Day) : undefined;
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Returns the day that a string in another format than `YYYY-MM-DD` names, or undefined if there is none or it is ambiguous. */
export function suggestDay(text: string): Day | undefined {
  const [, start = ""] = /^\s*(.{8,30}?)(?:[T ]\d\d:.*)?\s*$/.exec(text) ?? [];
  const iso = /^(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})\.?$/.exec(start);
  if (iso) return dayFrom(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(start);
  if (dotted) return dayFrom(dotted[3], dotted[2], dotted[1]);
  const [, first, second, year] = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(start) ?? [];
  if (year) return onlyOne(dayFrom(year, first, second), dayFrom(year, second, first));
  const named = /^(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})$/.exec(start);
  const month = months.indexOf((named?.[2] ?? "").slice(0, 3).toLowerCase()) + 1;
  return dayFrom(named?.[4], String(month), named?.[1] ?? named?.[3]);
}

function dayFrom(year = "", month = "", day = ""): Day | undefined {
  return readDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

function onlyOne(a: Day | undefined, b: Day | undefined): Day | undefined {
  return a !== undefined && b !== undefined && a !== b ? undefined : (a ?? b);
}

/** Returns the UTC day of an ISO 8601 timestamp that ends in `Z`. */
export function dayOf(timestamp: string): Day {
  return timestamp.slice(0, 10) as Day;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Returns the days from one day to another, negative if the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Returns the minutes from one ISO 8601 time in UTC to another, both truncated to the minute. */
export function minutesBetween(from: string, to: string): number {
  return daysBetween(dayOf(from), dayOf(to)) * 1440 + minuteOf(to) - minuteOf(from);
}

/** Returns the milliseconds from one ISO 8601 time in UTC to another, negative if the other is earlier. */
export function millisecondsBetween(from: string, to: string): number {
  return daysBetween(dayOf(from), dayOf(to)) * 86_400_000 + millisecondOf(to) - millisecondOf(from);
}

/** Compares ISO 8601 times in UTC, with or without a fraction of a second. */
export function compareTimes(a: string, b: string): number {
  return compareText(a.replace(/Z$/, ""), b.replace(/Z$/, ""));
}

function minuteOf(timestamp: string): number {
  return Number(timestamp.slice(11, 13)) * 60 + Number(timestamp.slice(14, 16));
}

function millisecondOf(timestamp: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = timestamp.slice(11, -1).split(":").map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
}

/**
 * Returns the days since a fixed day in the proleptic Gregorian calendar. Years begin in March, so that a
 * leap day is the last day.
 */
function dayNumber(day: Day): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const years = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((months * 153 + 2) / 5) + date;
}
