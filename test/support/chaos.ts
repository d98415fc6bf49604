const multiplier = Number(process.env["CHAOS_RUNS"] ?? 1);

/** Returns a number of runs: the given one in normal tests, and a multiple of it in `npm run chaos`. */
export const times = (runs: number): number => Math.ceil(runs * multiplier);

/** The timeout of a property in milliseconds, longer in `npm run chaos`. */
export const propertyTimeout = 600_000 * Math.max(1, multiplier);
