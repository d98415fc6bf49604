import type { Colors } from "picocolors/types.js";

/** How a text is laid out for the place where it is read. */
export interface Layout {
  readonly style: Colors;
  /** Columns. */
  readonly width: number;
}

/** `2026-11-23 10:00:00 UTC`. */
export function timeText(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}
