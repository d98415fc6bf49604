import { parse } from "yaml";

/**
 * Returns a members.yaml with forty workspaces and twelve groups. Each person has one to three groups, and some have an extra
 * workspace.
 */
export function organizationOf(people, maxEmailsPerCall) {
  const random = randomFrom(people);
  const workspaces = Array.from({ length: 40 }, (_, index) => `workspace-${index}`);
  const groups = Array.from({ length: 12 }, (_, index) => ({
    name: `group-${index}`,
    workspaces: sample(workspaces, 2 + Math.floor(random() * 6), random),
  }));
  const members = Array.from({ length: people }, (_, index) => {
    const own = sample(groups, 1 + Math.floor(random() * 3), random).map(group => group.name);
    const extra = random() < 0.2 ? `    workspaces: [${sample(workspaces, 1, random)}]\n` : "";
    const name = random() < 0.3 ? `    name: Person Number ${index}\n` : "";
    const expires = random() < 0.05 ? "    expires: 2099-12-31\n" : "";
    return `  - email: person.${index}@example.com\n${name}    groups: [${own.join(", ")}]\n${extra}${expires}`;
  });
  return `organization: kwob3J
workspaces:
${workspaces.map((name, index) => `  ${name}: id${index}\n`).join("")}groups:
${groups.map(group => `  ${group.name}: [${group.workspaces.join(", ")}]\n`).join("")}settings:
  maxInvites: 1000000
  maxEmailsPerCall: ${maxEmailsPerCall}
members:
${members.join("")}`;
}

/** Returns a members.yaml in which each person has only an email address and two of forty workspaces. */
export function smallEntriesOf(people) {
  const members = Array.from({ length: people }, (_, index) => {
    const [first, second] = [index % 40, (index * 7 + 1) % 40];
    const other = first === second ? (second + 1) % 40 : second;
    return `  - email: person${index}@example.com\n    workspaces: [team${first}, team${other}]\n`;
  });
  return withFortyWorkspaces(members);
}

function withFortyWorkspaces(members) {
  const workspaces = Array.from({ length: 40 }, (_, index) => `  team${index}: id${index}\n`);
  return `organization: kwob3J\nworkspaces:\n${workspaces.join("")}settings:\n  maxInvites: 1000000\nmembers:\n${members.join("")}`;
}

/** Returns a members.yaml in which each person has twelve of forty workspaces. */
export function manyGrantsOf(people) {
  const members = Array.from({ length: people }, (_, index) => {
    const names = Array.from({ length: 12 }, (_, step) => `team${(index + step * 3) % 40}`);
    return `  - email: person${index}@example.com\n    workspaces: [${names.join(", ")}]\n`;
  });
  return withFortyWorkspaces(members);
}

/** Variants of `smallEntriesOf` in which something is unusual, by what it is. */
export const unusual = {
  CRLF: text => text.replaceAll("\n", "\r\n"),
  JSON: text => JSON.stringify(parse(text), undefined, 2),
  "one multi-line value": text => withNote(text, "first line\n      second line"),
  "one tag": text => withNote(text, "!!str yes"),
  "one block scalar": text => withNote(text, "|\n      first line\n      second line"),
};

/** Adds a note to the tenth member. */
function withNote(text, note) {
  return text.replace(/(person9@example\.com\n)/, `$1    note: ${note}\n`);
}

function sample(items, count, random) {
  const left = [...items];
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(Math.floor(random() * left.length), 1)[0],
  );
}

/** Returns a Mulberry32 generator. The same seed gives the same numbers, so that every benchmark uses the same organizations. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
