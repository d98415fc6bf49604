/** A heading, and what it means or what to do. Neither contains text from a file, Tally, or GitHub. */
export interface HeadedText {
  readonly head: string;
  readonly meaning: string;
}

/** Splits sentences into a heading, which is the first sentence without its period, and the rest. */
export function headedText(sentences: string): HeadedText {
  const [head = ""] = sentences.split(". ", 1);
  return { head, meaning: sentences.slice(head.length + 2) };
}
