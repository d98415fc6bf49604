/** A position on an axis, and its label. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Returns about five whole numbers at most, from 0 to the first round number that isn't below `max`. */
export function countTicks(max: number): readonly Tick[] {
  const rough = Math.max(1, max / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => Math.max(1, factor * power)).find(one => one >= rough) ?? rough;
  const steps = Math.max(1, Math.ceil(max / step));
  const isLarge = step >= 1000 && steps * step >= 10_000;
  return Array.from({ length: steps + 1 }, (_, index) => ({
    value: index * step,
    label: isLarge && index > 0 ? `${(index * step) / 1000}k` : String(index * step),
  }));
}

const day = 86_400_000;
const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Returns at most `max` round times (UTC) between two times: days, months, or years, depending on the span. */
export function timeTicks(from: number, to: number, max: number): readonly Tick[] {
  const days = (to - from) / day;
  for (const step of [1, 2, 7, 14]) if (days / step <= max) return dayTicks(from, to, step);
  const months = days / 30.4;
  for (const step of [1, 2, 3, 6]) if (months / step <= max) return monthTicks(from, to, step);
  const years = Math.ceil(months / 12 / max);
  return monthTicks(from, to, 12 * years);
}

function dayTicks(from: number, to: number, step: number): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let value = Math.ceil(from / day) * day; value <= to; value += step * day) {
    const date = new Date(value);
    ticks.push({ value, label: `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]}` });
  }
  return ticks;
}

function monthTicks(from: number, to: number, step: number): readonly Tick[] {
  const start = new Date(from);
  const ticks: Tick[] = [];
  let months = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (let value = monthStart(months); value <= to; value = monthStart(months)) {
    const name = months % 12 === 0 ? String(months / 12) : (monthNames[months % 12] ?? "");
    if (value >= from) ticks.push({ value, label: name });
    months += step;
  }
  return ticks;
}

function monthStart(months: number): number {
  return Date.UTC(Math.floor(months / 12), months % 12);
}
