import type { Colors } from "picocolors/types.js";

/** The style and the width of an output. */
export interface Layout {
  readonly style: Colors;
  /** The width in columns. */
  readonly width: number;
}

/** Formats a timestamp: `2026-11-23 10:00:00 UTC`. */
export function timeText(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}
