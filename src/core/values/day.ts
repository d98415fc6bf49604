import { compareText } from "../text/compare.ts";

declare const dayBrand: unique symbol;
/** A calendar day in UTC, `YYYY-MM-DD`. Days compare as texts. */
export type Day = string & { readonly [dayBrand]: true };

/** The day that a text names, or nothing where the calendar has no such day. */
export function readDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? (text as Day) : undefined;
}

/** The UTC day of an ISO 8601 time stamp that ends in `Z`. */
export function dayOf(timestamp: string): Day {
  return timestamp.slice(0, 10) as Day;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Whole days from one day to another; negative where the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole minutes from one ISO 8601 time in UTC to another, both cut to their minute. */
export function minutesBetween(from: string, to: string): number {
  return daysBetween(dayOf(from), dayOf(to)) * 1440 + minuteOf(to) - minuteOf(from);
}

/** Milliseconds from one ISO 8601 time in UTC to another; negative if the other is earlier. */
export function millisecondsBetween(from: string, to: string): number {
  return daysBetween(dayOf(from), dayOf(to)) * 86_400_000 + millisecondOf(to) - millisecondOf(from);
}

/** Order by time of ISO 8601 times in UTC, whether or not they have a fraction of a second. */
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

/** Days since an arbitrary one, by the proleptic Gregorian calendar. March begins the year, so that a leap day ends it. */
function dayNumber(day: Day): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const years = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((months * 153 + 2) / 5) + date;
}
