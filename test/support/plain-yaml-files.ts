import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { filesOf, organizationDrafts } from "./arbitraries.ts";

/** A part of a file that the plain reader may accept, with its spelling. */
type Spelled =
  | { readonly kind: "scalar"; readonly text: string; readonly comment: string }
  | { readonly kind: "flow"; readonly text: string; readonly comment: string }
  | Block;
interface Block {
  readonly kind: "list" | "mapping";
  readonly items: readonly Item[];
  /** The number of spaces by which its content is indented, or that follow its dashes. */
  readonly step: number;
  /** Whether list items begin on the line of their dash, and a list isn't indented below its key. */
  readonly isCompact: boolean;
  readonly comment: string;
}
interface Item {
  readonly key: string;
  readonly colon: string;
  readonly before: readonly string[];
  readonly value: Spelled;
}

/** Splits lines at two spaces. */
const wordsIn = (...lines: readonly string[]) => lines.flatMap(line => line.split("  "));

const plainWords = wordsIn(
  "ada@example.com  a  no  Yes  on  NO  nullx  truee  TRue  ~x  2026-02-30  2026-11-23  12:30:45  1.2.3  1_000  0b1  0o8  0xg",
  "1e  1e+  e3  3rd  30%  9a  +a  1-2  1 2  key:value  a:b:c  http://x.example/?a=b  a#b  a#  it's  a - b  a -  a ? b  é  日本",
  "Bücher 💩  a\u00a0b  x'  a\\b  a*b&c  a@  a|  constructor  toString  _  $  (a)  a!  a`  =",
);
const quotedWords = wordsIn(
  `''  ""  'it''s'  ''''  'a: b'  '# no'  ' a '  '12'  'null'  '-'  '"'  'a\\b'  "12"  "true"  "a: b # c"  "it's"  " - "`,
  `"[a, b]"  "é"  "10"  "<"  '{'  "---"  '...'`,
);
const otherWords = wordsIn("true  False  NULL  null  ~  0  12  007  999999999999999");
/** Words that are plain only outside flow collections. */
const blockWords = wordsIn("a, b  a [b]  a{b}  x]  a,  (a, b)  $[a]");
const keys = wordsIn(
  `email  workspaces  name  a b  'a'  "b"  '10'  "9"  é  k:k  ''  'null'  no  x'y  "c: d"`,
);
/** Words at the limits of what the plain reader accepts, or beyond. */
const oddWords = [
  ...wordsIn(
    "1e3  0o17  0x1F  .inf  -.INF  .NaN  +.inf  -1  +1  0.5  1.  .5  1e999  1234567890123456789  -0  +0x1  1.5e-3  .a  ..  1.e5",
    "a: b: c  - a  - - a  -  --  -a  ?  ? a  ?a  :  :a  : a  a:  ::  a :b  # a  #a  [  ]  {  }  ,  [a  a]  [a]b  [a] b  [a]: b",
    `{a}  {a: }  {a:b}  {a: b  [a: b]  [,]  [a,,b]  {"a":b}  {'a' :b}  {a: [}  [a #b]  [a#b]  [a, #b  {? a: b}  [-]  [- a]  [:a]`,
    "[a:b]  [a:,b]  {a: b}: c  [[[[]]]]  {}  []  [a]#b  [a] #b  {a: b, a: c}  {<<: a}  {1: a}  {a: b,}  [[a]b]  ['a'b]  ['a':b]",
    `'  "  'a  "a  'a'b  "a"b  'a'#  'a' #  'a': b  'a':b  'a' : b  'a'':  "a\\"b"  "\\x41"  "a\\"  ''a  "a": "b"  'a': 'b': c`,
    "&a  &a b  *a  *a b  !a  !!str 1  |  >  |-  %  @  `  <<: *a  <<  __proto__  __proto__: 1  ---  --- a  ...  %YAML 1.2  null: 1",
    "1: 2  true: a  ~: a  a\tb  \t  \u0085  \u2028  \ufeff  members:  email: a  b  = a  \r  a: 'b  é: é  💩  \u200b  \u202e  é:",
  ),
  ...["a: ", "... ", "--- ", "a   ", "  ", "", " a", ":  ", "-  "],
];

const comment = fc.constantFrom("", "", "", " ", " # note", "  # a: b", " #", "   ");
const flowWord = fc.constantFrom(...plainWords, ...quotedWords, ...otherWords);
const gap = fc.constantFrom("", "", " ", "  ");
const { flow } = fc.letrec<{ flow: string; part: string }>(tie => ({
  part: fc.oneof({ maxDepth: 3, depthSize: "small" }, flowWord, tie("flow")),
  flow: fc.oneof(
    fc
      .tuple(fc.array(tie("part"), { maxLength: 4 }), gap, gap, fc.boolean())
      .map(([parts, left, right, trails]) =>
        parts.length === 0
          ? `[${left}]`
          : `[${left}${parts.join(`${right},${left}`)}${trails ? "," : ""}${right}]`,
      ),
    fc
      .tuple(
        fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 3 }),
        fc.array(tie("part"), { minLength: 3, maxLength: 3 }),
        gap,
        gap,
      )
      .map(([names, parts, left, right]) => {
        const pairs = names.map((name, index) => `${name}${left}:${left} ${parts[index]}`);
        return `{${left}${pairs.join(`${right},${left}`)}${right}}`;
      }),
  ),
}));
const line = fc.constantFrom("", "  ", "# a comment", "      # far: in", " # - x", "#", "          ");
const step = fc.integer({ min: 1, max: 4 });
const { block } = fc.letrec<{ block: Block; part: Spelled }>(tie => ({
  part: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.record({
      kind: fc.constant("scalar" as const),
      text: fc.oneof({ weight: 5, arbitrary: flowWord }, fc.constantFrom("", ...blockWords)),
      comment,
    }),
    fc.record({ kind: fc.constant("flow" as const), text: flow, comment }),
    tie("block"),
  ),
  block: fc.record({
    kind: fc.constantFrom("list" as const, "mapping" as const),
    items: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...keys),
        colon: fc.constantFrom(":", ":", ":", " :", "  :"),
        before: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(line, { maxLength: 2 })),
        value: tie("part"),
      }),
      { minLength: 1, maxLength: 4, selector: item => item.key },
    ),
    step,
    isCompact: fc.boolean(),
    comment,
  }),
}));
/** Well-formed files, some of them in plain YAML. */
export const plainFiles = fc
  .tuple(block, fc.array(line, { maxLength: 2 }), fc.boolean())
  .map(([one, after, ends]) => [...linesOf(one, 0), ...after].join("\n") + (ends ? "\n" : ""));

function linesOf({ kind, items }: Block, column: number): string[] {
  return items.flatMap(({ key, colon, before, value }) => {
    const head = `${" ".repeat(column)}${kind === "list" ? "-" : `${key}${colon}`}`;
    if (value.kind === "scalar" || value.kind === "flow")
      return [...before, `${head}${value.text && " "}${value.text}${value.comment}`];
    if (kind === "list" && value.isCompact) {
      const [first = "", ...rest] = linesOf(value, column + 1 + value.step);
      // A compact block can't begin with a comment.
      if (first.trim() !== "" && !first.trim().startsWith("#"))
        return [...before, head + first.slice(column + 1), ...rest];
    }
    const isAtSameColumn = kind === "mapping" && value.kind === "list" && value.isCompact;
    return [
      ...before,
      `${head}${value.comment}`,
      ...linesOf(value, isAtSameColumn ? column : column + value.step),
    ];
  });
}

const oddLine = fc
  .tuple(
    fc.constantFrom("", "  ", "    ", " "),
    fc.constantFrom("", "", "", "- ", "-  ", "- - ", "-"),
    fc.oneof(fc.constantFrom("", "k: ", "m:", "n : ", "k:"), fc.constantFrom(...keys.map(key => `${key}: `))),
    fc.oneof(fc.constant(""), fc.constantFrom(...oddWords), flowWord, flow),
    comment,
  )
  .map(parts => parts.join(""));
const goodLine = fc
  .tuple(fc.constantFrom("", "", "- ", "  ", "  - "), fc.constantFrom(...keys, "a", "b", "c"), flowWord)
  .map(([start, key, word]) => `${start}${key}: ${word}`);
/** Small files at the limits of what the plain reader accepts. */
export const oddFiles = fc
  .array(fc.oneof(goodLine, oddLine), { minLength: 1, maxLength: 5 })
  .map(lines => lines.join("\n"));

const spellings = wordsIn(`a  "a"  'a'  ab  "true"  'true'  a b  "a: b"  "a b"  a#  '10'  true`);
const repeated = wordsIn(
  `[a, b]  [a,b]  ["a", b]  ["a]", b]  ['[a', b]  [[a], b]  [a, {b: c}]  [1, '1']  [a  b]  []  ["a, b"]  a`,
);
const repeatedLists = ["a\n@- b", "a\n@- [a, b]", "a", "a: b\n@- a"].map(text => `\n@- ${text}`);
const repeatedItem = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom(...spellings),
    fc.constantFrom(": ", ": ", ": ", ": ", " : "),
    fc.constantFrom(...repeated, ...repeated, ...repeatedLists),
  ),
  { minLength: 1, maxLength: 3, selector: ([key]) => key.replaceAll(/["']/g, "") },
);
/** Lists whose items have the same keys and lists, in different spellings. */
export const repetitiveFiles = fc
  .tuple(fc.constantFrom("", "  ", "   "), fc.array(repeatedItem, { minLength: 2, maxLength: 5 }))
  .map(([margin, items]) => {
    const lines = items.map(pairs =>
      pairs.map(([key, colon, value]) => key + colon + value).join(`\n${margin}  `),
    );
    const text = lines.map(line => `${margin}- ${line}\n`).join("");
    return `members:\n${text.replaceAll("@", `${margin}    `)}`;
  });

const corpus = [...yamlFilesIn("examples"), ...yamlFilesIn("test/scenarios")]
  .map(path => readFileSync(path, "utf8"))
  .filter(text => text.length < 5000);
const goodFiles = fc.oneof(
  fc.constantFrom(...corpus),
  organizationDrafts.map(draft => filesOf(draft).main),
  plainFiles,
);

const piece = fc.oneof(
  fc.constantFrom(...Array.from(":-#,[]{}'\"\n  ?&*!|>%@`~.0a\\\t\ré")),
  fc.constantFrom(
    "\n",
    " ",
    "  ",
    "- ",
    ": ",
    " #",
    "#",
    "\n\n",
    "\n  ",
    "''",
    "- - ",
    ":\n",
    "-\n",
    ", ",
    "---\n",
  ),
  fc.constantFrom(...oddWords),
  oddLine,
);
const edit = fc.record({
  kind: fc.constantFrom(
    "insert",
    "insert",
    "delete",
    "swap",
    "double line",
    "drop line",
    "move line",
    "indent",
  ),
  at: fc.nat(),
  to: fc.nat(),
  length: fc.integer({ min: 1, max: 3 }),
  piece,
});
/** Valid files of the project and generated files, with one or two mistakes. */
export const mutants = fc
  .tuple(goodFiles, fc.array(edit, { minLength: 1, maxLength: 2 }))
  .map(([text, edits]) => edits.reduce(edited, text));

function edited(text: string, { kind, at, to, length, piece: added }: EditOf<typeof edit>): string {
  const offset = at % (text.length + 1);
  const lines = text.split("\n");
  const index = at % lines.length;
  const one = lines[index] ?? "";
  switch (kind) {
    case "insert":
      return text.slice(0, offset) + added + text.slice(offset);
    case "delete":
      return text.slice(0, offset) + text.slice(offset + length);
    case "swap":
      return (
        text.slice(0, offset) +
        text
          .slice(offset, offset + 2)
          .split("")
          .reverse()
          .join("") +
        text.slice(offset + 2)
      );
    case "double line":
      return lines.toSpliced(index, 0, one).join("\n");
    case "drop line":
      return lines.toSpliced(index, 1).join("\n");
    case "move line":
      return lines
        .toSpliced(index, 1)
        .toSpliced(to % lines.length, 0, one)
        .join("\n");
    case "indent":
      return lines.with(index, to % 2 === 0 ? " ".repeat(length) + one : one.slice(length)).join("\n");
  }
}

type EditOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer One> ? One : never;

/** Returns the paths of the YAML files in a folder and its subfolders. */
export function yamlFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
