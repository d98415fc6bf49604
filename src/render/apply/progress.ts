const width = 40;

/** A bar and the number of calls that have ended, for one line of a terminal. */
export function renderProgress(done: number, total: number): string {
  const filled = total === 0 ? width : Math.min(width, Math.floor((done / total) * width));
  return `${"=".repeat(filled)}${"-".repeat(width - filled)} ${done}/${total} calls`;
}
