/** One change of a text: what stands between two offsets, in UTF-16 code units, gives way to another text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  /** Its lines end in LF, whatever those of the file do. */
  readonly text: string;
}

/** A file as it was decoded: what is read of it, and how to write it again so that nothing else changes. */
export interface EditableText {
  /** Without a byte order mark; a lone CR is LF, so that offsets are those of the file. */
  readonly text: string;
  /** The whole file with edits made; nothing where one would write into what another one takes away. */
  edit(edits: readonly TextEdit[]): string | undefined;
}

/** A decoded file, byte order mark included, as a text that can be edited. New lines end as its first line does. */
export function editableText(decoded: string): EditableText {
  const mark = decoded.startsWith("\ufeff") ? "\ufeff" : "";
  const body = decoded.slice(mark.length);
  const lineBreak = /\r\n|\r|\n/.exec(body)?.[0] ?? "\n";
  return {
    text: body.replace(/\r(?!\n)/g, "\n"),
    edit: edits => {
      const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
      let at = 0;
      let edited = mark;
      for (const { start, end, text } of sorted) {
        if (start < at && text !== "") return undefined;
        edited += body.slice(at, Math.max(at, start)) + text.replaceAll("\n", lineBreak);
        at = Math.max(at, end);
      }
      return edited + body.slice(at);
    },
  };
}

/** The lines of a text by their offsets. */
export class TextLines {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Where the line of an offset begins. */
  startOf(offset: number): number {
    return this.text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** Where the line behind that of an offset begins, or the text ends. */
  endOf(offset: number): number {
    const at = this.text.indexOf("\n", offset);
    return at === -1 ? this.text.length : at + 1;
  }

  /** Of an offset in its line, from 0. */
  columnOf(offset: number): number {
    return offset - this.startOf(offset);
  }

  /** Whether nothing but white space stands between two offsets. */
  isBlank(start: number, end: number): boolean {
    return this.text.slice(start, end).trim() === "";
  }

  /** Whether nothing stands before an offset in its line. */
  isFirst(offset: number): boolean {
    return this.isBlank(this.startOf(offset), offset);
  }

  /** Whether an empty line stands between two offsets where lines begin. */
  hasEmptyLine(start: number, end: number): boolean {
    return /(?:^|\n)[ \t]*\r?\n/.test(this.text.slice(start, end));
  }

  /** Behind the comments that follow a line and stand deeper than a column: they are about what stands before them. */
  behindDeeperComments(offset: number, column: number): number {
    return this.#forward(offset, line => /^ *#/.test(line) && line.indexOf("#") > column);
  }

  /** Before the comments right above a line that stand at its column: they are about what follows them. */
  beforeComments(offset: number, column: number): number {
    return this.#back(offset, line => isCommentAt(line, column));
  }

  /** Whether the line that begins at an offset is a comment at a column. */
  isCommentAt(offset: number, column: number): boolean {
    return isCommentAt(this.text.slice(offset, this.endOf(offset)), column);
  }

  /** Behind the empty lines that begin at an offset. */
  behindEmptyLines(offset: number): number {
    return this.#forward(offset, line => line.trim() === "");
  }

  /** Before the empty lines above an offset where a line begins. */
  beforeEmptyLines(offset: number): number {
    return this.#back(offset, line => line.trim() === "");
  }

  /** An edit that puts whole lines at an offset where a line begins, or at the end of the text. */
  insert(offset: number, lines: readonly string[]): TextEdit {
    const isOpen = offset > 0 && this.text[offset - 1] !== "\n";
    const text = isOpen ? `\n${lines.join("\n")}` : `${lines.join("\n")}\n`;
    return { start: offset, end: offset, text };
  }

  #forward(offset: number, isPassed: (line: string) => boolean): number {
    let at = offset;
    while (at < this.text.length && isPassed(this.text.slice(at, this.endOf(at)))) at = this.endOf(at);
    return at;
  }

  #back(offset: number, isPassed: (line: string) => boolean): number {
    let at = offset;
    while (at > 0 && isPassed(this.text.slice(this.startOf(at - 1), at))) at = this.startOf(at - 1);
    return at;
  }
}

function isCommentAt(line: string, column: number): boolean {
  return line[column] === "#" && line.slice(0, column).trim() === "";
}
