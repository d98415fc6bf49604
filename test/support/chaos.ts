const multiplier = Number(process.env["CHAOS_RUNS"] ?? 1);

/** How many runs a property makes: what the normal suite affords, times `CHAOS_RUNS`. */
export const times = (runs: number): number => runs * multiplier;
