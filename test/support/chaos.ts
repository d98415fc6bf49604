const multiplier = Number(process.env["CHAOS_RUNS"] ?? 1);

/** How often something is tried: as often as the usual tests have time for, or so many times as often in `npm run chaos`. */
export const times = (runs: number): number => Math.ceil(runs * multiplier);

/** In milliseconds. Nobody waits for `npm run chaos`. */
export const patience = 600_000 * Math.max(1, multiplier);
