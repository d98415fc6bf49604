import type { CountStep } from "../../core/report/model.ts";
import type { Model } from "../model/model.ts";

/** A count over time. Each step has the time of a change, in milliseconds, and the count after it. */
export type Series = readonly { readonly time: number; readonly count: number }[];

/** Returns how many people had a workspace over time. */
export function seriesOf(steps: readonly CountStep[]): Series {
  return steps.map(({ at, people }) => ({ time: Date.parse(at), count: people }));
}

/** Returns the sum of several series. */
export function sumOf(all: readonly Series[]): Series {
  const changes = all.flatMap(series =>
    series.map(({ time, count }, index) => ({ time, by: count - (series[index - 1]?.count ?? 0) })),
  );
  const sums = new Map<number, number>();
  let count = 0;
  for (const { time, by } of changes.sort((a, b) => a.time - b.time)) {
    count += by;
    sums.set(time, count);
  }
  return Array.from(sums, ([time, count]) => ({ time, count }));
}

/** Returns the count at a time. Default: the last count. */
export function valueAt(series: Series, time = Infinity): number {
  return series.findLast(step => step.time <= time)?.count ?? 0;
}

/** The period that a chart shows, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A span, and the count at the top of the chart. */
export interface Box extends Span {
  readonly max: number;
}

/** Returns the period to show: from shortly before the first recorded event to the end of the day of the report. */
export function spanOf(model: Model, all: readonly Series[]): Span {
  const to = Date.parse(`${model.day}T23:59:59Z`);
  const starts = [
    ...all.map(([first]) => first?.time ?? to),
    ...model.applies.map(({ at }) => Date.parse(at)),
  ];
  const first = starts.reduce((a, b) => Math.min(a, b), to);
  return { from: first - Math.max(86_400_000, (to - first) * 0.02), to };
}

/** Returns the largest count, or 0 if there is none. */
export function maxOf(series: Series): number {
  return series.reduce((most, { count }) => Math.max(most, count), 0);
}

/** Returns the steps as a path in a box of 1000 by 100. `isClosed`: whether the path is closed along the bottom, to be filled. */
export function stepPath(series: Series, { from, to, max }: Box, isClosed: boolean): string {
  const x = (time: number) => round(((time - from) / (to - from)) * 1000);
  const y = (count: number) => round(100 - (count / Math.max(1, max)) * 100);
  const steps = series.map(({ time, count }) => `H${x(time)}V${y(count)}`);
  return `M0 ${y(0)}${steps.join("")}H1000${isClosed ? "V100H0Z" : ""}`;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
