import { ellipsize } from "../text/escape.ts";

/**
 * Shortens each text in the details of a diagnostic. An alias can use one text of a megabyte a thousand times, and a longer
 * text than anyone means would hide the rest of the sentence.
 */
export function shortenTexts<Details>(details: Details): Details {
  return shortened(details) as Details;
}

function shortened(value: unknown): unknown {
  if (typeof value === "string") return ellipsize(value);
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}
