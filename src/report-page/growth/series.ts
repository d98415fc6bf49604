import type { CountStep } from "../../core/report/model.ts";
import type { Model } from "../model/model.ts";

/** From each time on, in milliseconds, so many. */
export interface Series {
  readonly times: readonly number[];
  readonly counts: readonly number[];
}

/** A workspace that nobody ever had. */
export const noSeries: Series = { times: [], counts: [] };

/** How many people had a workspace. */
export function seriesOf(steps: readonly CountStep[]): Series {
  return { times: steps.map(({ at }) => Date.parse(at)), counts: steps.map(({ people }) => people) };
}

/** The sum of all. */
export function sumOf(all: readonly Series[]): Series {
  const changes = new Map<number, number>();
  for (const { times, counts } of all) {
    for (const [index, time] of times.entries()) {
      const change = (counts[index] ?? 0) - (counts[index - 1] ?? 0);
      changes.set(time, (changes.get(time) ?? 0) + change);
    }
  }
  const times = [...changes.keys()].sort((a, b) => a - b);
  let sum = 0;
  const counts = times.map(time => {
    sum += changes.get(time) ?? 0;
    return sum;
  });
  return { times, counts };
}

/** How many there were at a time. */
export function valueAt({ times, counts }: Series, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return counts[low - 1] ?? 0;
}

/** The stretch of time that is drawn, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A span, and the count at the top of the drawing. */
export interface Box extends Span {
  readonly max: number;
}

/** The stretch of time that is drawn: from a little before the first record to the end of the day of the report. */
export function spanOf(model: Model, all: readonly Series[]): Span {
  const to = Date.parse(`${model.day}T23:59:59Z`);
  const starts = [
    ...all.map(({ times }) => times[0] ?? to),
    ...model.applies.map(({ at }) => Date.parse(at)),
  ];
  const first = starts.reduce((a, b) => Math.min(a, b), to);
  return { from: first - Math.max(86_400_000, (to - first) * 0.02), to };
}

/** The largest count, 0 if there is none. */
export function maxOf(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.max(a, b), 0);
}

/** The outline of the steps as a path in a box of 1000 by 100, closed along the bottom where it is to be filled. */
export function stepPath({ times, counts }: Series, { from, to, max }: Box, isClosed: boolean): string {
  const x = (time: number) => round(((time - from) / (to - from)) * 1000);
  const y = (count: number) => round(100 - (count / Math.max(1, max)) * 100);
  const parts = [`M0 ${y(0)}`];
  for (const [index, time] of times.entries()) parts.push(`H${x(time)}V${y(counts[index] ?? 0)}`);
  parts.push("H1000");
  if (isClosed) parts.push("V100H0Z");
  return parts.join("");
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
