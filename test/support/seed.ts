import fc from "fast-check";

// Properties always try the same values, so that a change can't fail because of a bug that it doesn't have. `npm run chaos` tries
// new ones.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env["CHAOS_SEED"] ?? 1) });
