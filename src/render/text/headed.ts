/** A heading, and what it means or what to do. Nothing in either comes from outside. */
export interface HeadedText {
  readonly head: string;
  readonly meaning: string;
}

/** Sentences of which the first one is the heading, without its period. */
export function headedText(sentences: string): HeadedText {
  const [head = ""] = sentences.split(". ", 1);
  return { head, meaning: sentences.slice(head.length + 2) };
}
