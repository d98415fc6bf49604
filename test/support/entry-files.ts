import fc from "fast-check";

/** A sentence that is too long for a page. */
const long = "long ".repeat(18).trim();
/** Words of which some lists are about as wide as a page. */
const word = fc.oneof(
  fc.constantFrom("a", "design", "help desk", "10", "'10'", '"a b"', "'it''s'", "o'neil", '"say \\"x\\""'),
  fc.constantFrom("Zoë", "日本語の名前", "a:b", "a#b", "12:30", "null", "-1", "a@b.example"),
  fc.nat({ max: 40 }).map(length => `w${"x".repeat(length)}`),
);
const comment = fc.oneof(
  { weight: 9, arbitrary: fc.constant("") },
  fc.constantFrom(" # c", "   # c  ", " # [c], 'd'", ` # ${long}`, " #"),
);
const flow = fc
  .record({
    words: fc.array(word, { maxLength: 5 }),
    pad: fc.constantFrom("", "", " "),
    separator: fc.constantFrom(", ", ", ", ", ", ",", " ,  ", ",\n    "),
    end: fc.constantFrom("", "", ","),
  })
  .map(
    ({ words, pad, separator, end }) =>
      `[${pad}${words.join(separator)}${words.length > 0 ? end : ""}${pad}]`,
  );
/** Values that few files have. Lines are indented from the dash of their entry. */
const odd = fc.constantFrom(
  ...["|\n    text\n    # text", "|+\n    text\n\n", ">-\n    a\n    b", "a b\n    c", "'a\n    b'"],
  ...[
    `${long} text`,
    `${long}\n    text`,
    `"${long}\n    key: [b"`,
    `[${long}]`,
    `'${long}'`,
    `[a, ${long}]`,
  ],
  ...[
    "!!str yes",
    "{ a: [b], c: d }",
    '"\\x41"',
    "a  b",
    "R & D",
    "a!",
    "[a, [b, c]]",
    "[a, # c\n    b]",
    "[]",
  ],
);
const value = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 5, arbitrary: flow },
  { weight: 2, arbitrary: odd },
);
const pair = fc.record({
  key: fc.constantFrom("email", "name", "groups", "note", "'k'", "k k"),
  colon: fc.constantFrom(": ", ": ", ": ", ":   ", " : "),
  value,
  comment,
});
const names = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 3 }),
    comment,
    fc.constantFrom("    - ", "  - ", "    -  "),
  )
  .map(([words, end, dash]) => `workspaces:${end}\n${words.map(one => dash + one + end).join("\n")}`);
const mapping = fc
  .record({
    pairs: fc.uniqueArray(pair, { minLength: 1, maxLength: 3, selector: one => one.key }),
    list: fc.option(names, { nil: undefined, freq: 2 }),
    between: fc.oneof(
      { weight: 4, arbitrary: fc.constant("") },
      fc.constantFrom("\n", "\n  # inside", "\n# at the dash", "\n    # deeper"),
    ),
  })
  .map(({ pairs, list, between }) => {
    const lines = pairs.map(one => one.key + one.colon + one.value + one.comment);
    return `- ${[...lines, ...(list === undefined ? [] : [list])].join(`${between}\n  `)}`;
  });
const braces = fc
  .record({
    pairs: fc.uniqueArray(fc.tuple(fc.constantFrom("email", "groups", "note"), fc.oneof(word, flow)), {
      minLength: 1,
      maxLength: 3,
      selector: ([key]) => key,
    }),
    separator: fc.constantFrom(", ", ", ", ",", ",\n    "),
    pad: fc.constantFrom("", " "),
  })
  .map(({ pairs, separator, pad }) => `{${pad}${pairs.map(one => one.join(": ")).join(separator)}${pad}}`);
const scalar = fc
  .tuple(fc.constantFrom("- ", "-   "), fc.oneof({ weight: 3, arbitrary: braces }, word, odd), comment)
  .map(parts => parts.join(""));
const usual = fc.constant("- email: ada@example.com\n  groups: [a, b]");
const entry = fc.oneof({ weight: 5, arbitrary: mapping }, { weight: 2, arbitrary: scalar }, usual, usual);
/** Lines between entries. */
const between = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  fc.array(
    fc.constantFrom(
      "",
      "",
      " ",
      "# at the dash",
      "# - email: off",
      "  # deeper",
      " # deep",
      "\r# at the margin",
    ),
    { maxLength: 3 },
  ),
);
const rare = (usually: string, ...others: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usually) }, fc.constantFrom(...others));
const head = rare(
  "",
  ...[
    "---\n",
    "# c\n",
    "groups: { a: [b],c: [d] }\n",
    "a: |\n  members:\n  - b\n",
    "a: 'b\n\n  members:\n  - c'\n",
  ],
  ...["%YAML 1.2\n---\n", "a: [\n  b,\n  members,\n  ]\n", "#\n\n# members:\n", "--- # c\n", "--- |\n"],
);
const listKey = rare(
  "members:",
  ...["members: # c", "members: &all", "members:  ", "members:\n\n# c", "members:\n    # c\n", "'members':"],
);
const tail = rare(
  "\n",
  ...["", "\nsettings: {maxInvites: 7}\n", "\n\n# last\n", "\n    # last\nsettings:\n  maxInvites:  7\n"],
  ...["\nz: |+\n  a\n\n", "\n...\n", "\nz: [*a]\n", "\nz:\n  - [a,b] # c\n  - c\n  - |\n    # d\n"],
);
const once = rare("", "prettier-ignore", "&a", "*a", "? b");

/** Files with many entries, some of which depend on their neighbors, have an unusual style, or are wide. */
export const entryFiles = fc
  .record({
    head,
    listKey,
    margin: fc.constantFrom("  ", "  ", "  ", "", "    "),
    entries: fc.array(fc.tuple(entry, between), { minLength: 3, maxLength: 8 }),
    tail,
    once,
    at: fc.nat(),
  })
  .map(({ head: before, listKey: key, margin, entries, tail: after, once: extra, at }) => {
    const lines = entries.flatMap(([one, below], index) => [
      one,
      ...(extra !== "" && index === at % entries.length ? [extra] : []),
      ...(index < entries.length - 1 ? below : []),
    ]);
    const special = {
      "prettier-ignore": "# prettier-ignore",
      "&a": "- &a x",
      "*a": "- &a x\n- [*a]",
      "? b": "- ? b\n  : c",
    };
    const text = lines.map(one => special[one as keyof typeof special] ?? one).join("\n");
    const indented = text.replace(/^(?=.)/gm, margin).replaceAll(`${margin}\r`, "");
    return `${before}${key}\n${indented}${after}`;
  });

/** Lines of members, nearly all as `fmt` writes them, so that some members are left out and others aren't. */
const formattedLines = fc.constantFrom(
  "    workspaces: [marketing]",
  "    name: Ada Lovelace",
  "    groups: [a, b c]",
  "    expires: 2027-01-31",
);
const otherLines = fc.constantFrom(
  ...[
    "  # c",
    "# c",
    "",
    "    # c",
    "    note: c # d",
    "    note: 'a'",
    '    note: "b # c"',
    "    note: &a x",
  ],
  ...["    note: two\n      lines", "    note: |2\n       - email: x", "    note: >-\n      a\n\n      b"],
  ...[
    "    workspaces:\n      - a",
    "  - {email: a@b.c}",
    '    note: "a\n\n  - email: b@example.com\n      c"',
  ],
  ...[`    workspaces: [${"marketing, ".repeat(7)}research]`, `    note: ${"long ".repeat(20)}note`],
  ...["    workspaces: [ a,b ]", "    note:  x", "    note: x  ", "    note: x\n\n\n", "    name: 'O''Hara'"],
);
const memberLines = fc.oneof({ arbitrary: formattedLines, weight: 12 }, { arbitrary: otherLines, weight: 1 });
/** Files with several members, nearly all as `fmt` writes them. */
export const severalMembers = fc
  .tuple(
    fc.constantFrom("", "# head\n", "organization: a\n", "a: {b: c}\n\n", "note: |\n  x\n"),
    fc.constantFrom("members:\n", "members:\n\n", "members:\n  # c\n", "members: # c\n"),
    fc.array(fc.tuple(fc.nat({ max: 999 }), fc.uniqueArray(memberLines, { maxLength: 3 })), { maxLength: 8 }),
    fc.constantFrom("", "settings:\n  maxInvites: 5\n", "# tail\n", "\n", "\n\n"),
  )
  .map(([head, list, members, tail]) => {
    const texts = members.map(([n, lines]) =>
      [`  - email: p${n}@example.com`, ...lines].map(line => `${line}\n`).join(""),
    );
    return head + list + texts.join("") + tail;
  });
