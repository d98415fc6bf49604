import { CST, Parser } from "yaml";
import { type Comment, readComments } from "../full/comments.ts";

/** Thrown for YAML that `formatYaml` doesn't format. */
export class NotFormattable extends Error {
  /** The offset of the construct, in UTF-16 code units. */
  readonly offset: number;

  constructor(offset: number) {
    super(`not formattable: ${offset}`);
    this.offset = offset;
  }
}

/**
 * The kind of a part of a file. braces, brackets: a mapping or list in flow style. pair: a key and its value. value: a
 * value with its colon. item: an item of a block list with its dash. word: a scalar or an alias. block-text: a scalar
 * below `|` or `>`.
 */
export type PartKind =
  | "mapping"
  | "list"
  | "braces"
  | "brackets"
  | "pair"
  | "value"
  | "item"
  | "word"
  | "block-text";

/** A part of a YAML file, with the comments that belong to it. Offsets are in UTF-16 code units. */
export interface Part {
  readonly kind: PartKind;
  readonly parent: Part | undefined;
  readonly start: number;
  /** The end of its text. */
  end: number;
  /** Its anchor and tag. */
  readonly properties: string;
  readonly children: Part[];
  /** The text of a word or block text. */
  readonly source: string;
  /** The comments above it. */
  readonly above: OwnComment[];
  /** The comment after it, on its last line. */
  trailing: OwnComment | undefined;
  /** The comments below it. */
  readonly below: OwnComment[];
}

/** A comment, and the part that it belongs to. Without a part, it is at the end of the file. */
export interface OwnComment extends Comment {
  owner?: Part | undefined;
}

/** The content of a YAML file. */
export interface Tree {
  /** Whether the content begins with `---`. */
  readonly hasMarker: boolean;
  readonly root: Part;
  /** In order, without those that follow `|` or `>`. */
  readonly comments: readonly OwnComment[];
  /** The comments below the content. */
  readonly last: readonly OwnComment[];
}

/**
 * Reads YAML without syntax errors. Throws `NotFormattable` for YAML that members files don't need, such as directives,
 * missing values, and keys that span lines.
 */
export function readTree(text: string): Tree {
  const tokens = [...new Parser().parse(text)].filter(token => !isSpace(token));
  const [document, extra] = tokens;
  if (document?.type !== "document" || extra)
    throw new NotFormattable((document?.type === "document" ? extra : document)?.offset ?? 0);
  const reader = new TreeReader();
  const root = reader.part(document.value, document.start, undefined);
  if (root.kind !== "mapping" && root.kind !== "braces") throw new NotFormattable(root.start);
  const marker = document.start.find(token => token.type === "doc-start");
  const content = marker ? text.indexOf("\n", marker.offset) : 0;
  const all: readonly OwnComment[] = readComments(text);
  // Prettier leaves the part below such a comment as it is. A comment above `---` is not a part of the content.
  const special = all.find(one => one.offset < content || /^#\s*prettier-ignore$/.test(one.text));
  if (special) throw new NotFormattable(special.offset);
  const headers = new Set(reader.headerComments);
  const end = document.end?.[0]?.offset ?? text.length;
  const comments = all.filter(({ offset }) => offset < end && !headers.has(offset));
  return { hasMarker: marker !== undefined, root, comments, last: all.filter(({ offset }) => offset >= end) };
}

class TreeReader {
  /** The offsets of the comments that follow `|` or `>`. */
  readonly headerComments: number[] = [];

  /** Reads a value. `before`: the tokens before it, among them its anchor and tag. */
  part(token: CST.Token | undefined, before: readonly CST.SourceToken[], parent: Part | undefined): Part {
    const properties = before.filter(({ type }) => type === "anchor" || type === "tag");
    const { offset: first = Infinity } = properties[0] ?? {};
    const within = before.find(({ type, offset }) => type === "comment" && offset > first);
    const isMissing = !token || ("source" in token && token.source === "");
    if (isMissing || within) throw new NotFormattable((within ?? before.at(-1))?.offset ?? 0);
    const start = token.offset;
    const own = properties.map(one => one.source).join(" ");
    const part = (kind: PartKind, end = start) => newPart({ kind, start, end, parent, properties: own });
    const text = (kind: PartKind, source: string) => ({ ...part(kind, start + source.length), source });
    switch (token.type) {
      case "alias":
      case "scalar":
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        return text("word", token.source);
      case "block-scalar":
        for (const { type, offset } of token.props) if (type === "comment") this.headerComments.push(offset);
        return text("block-text", CST.stringify(token));
      case "block-map":
        return this.#withItems(part("mapping"), token);
      case "block-seq":
        return this.#withItems(part("list"), token);
      case "flow-collection": {
        const closing = token.end.find(({ type }) => type === "flow-map-end" || type === "flow-seq-end");
        const kind = token.start.type === "flow-map-start" ? "braces" : "brackets";
        return this.#withItems(part(kind, (closing?.offset ?? start) + 1), token);
      }
      default:
        throw new NotFormattable(token.offset);
    }
  }

  #withItems(part: Part, { items }: { readonly items: readonly CST.CollectionItem[] }): Part {
    for (const item of items) {
      const { start, key, sep, value } = item;
      // Only comments, or a comma at the end.
      if (!key && !sep && !value && start.every(isSpace)) continue;
      const child = this.#child(item, part);
      part.children.push(child);
      part.end = Math.max(part.end, child.end);
    }
    return part;
  }

  #child({ start, key, sep, value }: CST.CollectionItem, parent: Part): Part {
    if (parent.kind === "list") {
      const dash = start.findIndex(({ type }) => type === "seq-item-ind");
      return this.#holder("item", start.slice(dash), value, parent);
    }
    if (parent.kind === "brackets" && !key && !sep) return this.part(value, start, parent);
    const colon = sep?.findIndex(({ type }) => type === "map-value-ind") ?? -1;
    const isPlain = CST.isScalar(key) && !/^[|>*]|\n/.test(key.source) && start.every(isSpace);
    if (!key || !sep || !isPlain || colon === -1 || parent.kind === "brackets")
      throw new NotFormattable((key ?? start[0])?.offset ?? parent.start);
    const pair = newPart({ kind: "pair", start: key.offset, end: 0, parent });
    pair.children.push(this.part(key, [], pair), this.#holder("value", sep.slice(colon), value, pair));
    pair.end = pair.children.at(-1)?.end ?? 0;
    return pair;
  }

  /** Reads a value with the tokens before it, which begin with its dash or colon. */
  #holder(
    kind: "item" | "value",
    before: readonly CST.SourceToken[],
    value: CST.Token | undefined,
    parent: Part,
  ): Part {
    const holder = newPart({ kind, start: before[0]?.offset ?? parent.start, end: 0, parent });
    const content = this.part(value, before, holder);
    holder.children.push(content);
    holder.end = content.end;
    return holder;
  }
}

function isSpace({ type }: CST.Token): boolean {
  return type === "space" || type === "newline" || type === "comment" || type === "comma";
}

/** Returns a part without children and comments. */
export function newPart(given: Pick<Part, "kind" | "start" | "end" | "parent"> & Partial<Part>): Part {
  return { properties: "", source: "", children: [], above: [], trailing: undefined, below: [], ...given };
}
