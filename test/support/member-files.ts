import fc from "fast-check";

/** Names of workspaces. Their IDs are `id0`, `id1`, and so on. */
export const names = ["marketing", "research", "help desk", "10", "null"];
/** Names of groups. Each has two workspaces: the one at its index, and the next. */
export const groups = ["design", "all", "true"];
export const people = ["ada", "bob", "carl", "dora", "emil", "o'neil", "zoe"].map(
  name => `${name}@example.com`,
);
/** Up to three of some texts. */
export const some = (from: readonly string[]) => fc.uniqueArray(fc.constantFrom(...from), { maxLength: 3 });

interface Layout {
  readonly lists: "flow" | "lines" | "block";
  readonly item: "block" | "flow" | "wide";
  readonly indent: number;
  readonly isSpaced: boolean;
  readonly comment: string;
  /** Whether entries that are commented out are between the others. */
  readonly hasCommentedOut: boolean;
  /** What follows the members. */
  readonly end: "settings" | "line break" | "nothing";
}
interface Draft {
  readonly email: string;
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
  readonly expires: string | undefined;
}

const layouts: fc.Arbitrary<Layout> = fc.record({
  lists: fc.constantFrom("flow", "lines", "block"),
  item: fc.constantFrom("block", "flow", "wide"),
  indent: fc.constantFrom(0, 2, 4),
  isSpaced: fc.boolean(),
  comment: fc.constantFrom("", " # and why", "   # with: [odd, {signs}]"),
  hasCommentedOut: fc.boolean(),
  end: fc.constantFrom("settings", "settings", "line break", "nothing"),
});
const drafts: fc.Arbitrary<readonly Draft[]> = fc
  .uniqueArray(
    fc.record({
      email: fc.constantFrom(...people),
      workspaces: some(names),
      groups: some(groups),
      expires: fc.option(fc.constantFrom("2026-01-31", "2027-01-31"), { nil: undefined }),
    }),
    { selector: one => one.email, maxLength: 5 },
  )
  .map(list => list.filter(one => one.workspaces.length + one.groups.length > 0));

const quoted = (name: string) => (/^(?:10|null|true)$/.test(name) ? `"${name}"` : name);

/** Returns the text of a members.yaml in a layout. */
function textOf(members: readonly Draft[], layout: Layout, end: string, mark: string): string {
  const head = [
    "# Who has access",
    "organization: kwob3J",
    `workspaces: {${names.map((name, index) => `${quoted(name)}: id${index}`).join(", ")}}`,
    "groups:",
    ...groups.map((name, index) => `  ${quoted(name)}: ["${names[index]}", "${names[index + 1]}"]`),
  ];
  const margin = " ".repeat(layout.indent);
  const list = members.flatMap((member, index) => [
    ...(layout.isSpaced && index > 0 ? [""] : []),
    ...(layout.hasCommentedOut && index > 0
      ? [`${margin}# - email: off${index}@off.example`, `${margin}#   workspaces: [research]`]
      : []),
    `${margin}# ${member.email.slice(0, 3)}`,
    ...itemLines(member, layout),
  ]);
  const body =
    members.length === 0 ? [`members: []${layout.comment}`] : [`members:${layout.comment}`, ...list];
  const rest = {
    settings: ["# at the end", "settings: {maxInvites: 7}", ""],
    "line break": [""],
    nothing: [],
  };
  return mark + [...head, ...body, ...rest[layout.end]].join(end);
}

function itemLines(member: Draft, { lists, item, indent, comment }: Layout): readonly string[] {
  const margin = " ".repeat(indent);
  const inFlow = (list: readonly string[]) => `[${list.map(quoted).join(", ")}]`;
  const { email, workspaces, groups: groupNames, expires } = member;
  const parts = [
    ["groups", groupNames],
    ["workspaces", workspaces],
  ] as const;
  const given = parts.filter(([, list]) => list.length > 0);
  const until = expires === undefined ? [] : [`expires: "${expires}"`];
  if (item !== "block") {
    const pairs = [`email: ${email}`, ...given.map(([key, list]) => `${key}: ${inFlow(list)}`), ...until];
    return [`${margin}- {${pairs.join(item === "wide" ? ` ,\n${margin}     ` : ", ")}}${comment}`];
  }
  return [
    `${margin}- email: ${email}${comment}`,
    ...given.flatMap(([key, list]) =>
      lists === "flow"
        ? [`${margin}  ${key}: ${inFlow(list)}${comment}`]
        : lists === "lines"
          ? [
              `${margin}  ${key}: [`,
              ...list.map(
                (name, at) =>
                  `${margin}    ${quoted(name)}${at < list.length - 1 || indent > 0 ? "," : ""}${comment}`,
              ),
              `${margin}  ]`,
            ]
          : [`${margin}  ${key}:`, ...list.map(name => `${margin}  - ${quoted(name)}${comment}`)],
    ),
    ...until.map(line => `${margin}  ${line}`),
  ];
}

/** Members files in the layouts that people use, with any line break, with and without a byte order mark. */
export const memberFiles = fc
  .tuple(drafts, layouts, fc.constantFrom("\n", "\n", "\r\n", "\r"), fc.constantFrom("", "", "\ufeff"))
  .map(([members, layout, end, mark]) => textOf(members, layout, end, mark));
