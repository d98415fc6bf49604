import { readFileSync } from "node:fs";

/**
 * Returns the notes of a release: the section of the changelog for the version in a tag. Returns a problem instead if the tag,
 * package.json, and the changelog don't match.
 */
export function releaseNotes(tag, version, changelog) {
  if (tag !== `v${version}`) {
    return {
      problem: `The tag is ${tag}, but it must be v${version}, because the version in package.json is ${version}.`,
    };
  }
  const [, ...parts] = changelog.split(/^## /m);
  const headed = parts.map(part => {
    const [head = "", ...lines] = part.split("\n");
    return { name: /^\[(.+?)\]/.exec(head)?.[1], head, text: lines.join("\n").trim() };
  });
  const unreleased = headed.find(part => part.name === "Unreleased");
  const released = headed.find(part => part.name === version);
  if (!released) return { problem: `CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD".` };
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(released.head)) {
    return {
      problem: `The heading "## ${released.head}" in CHANGELOG.md has no date. Write it as "## [${version}] - YYYY-MM-DD".`,
    };
  }
  if (released.text === "") return { problem: `The section "## ${released.head}" in CHANGELOG.md is empty.` };
  if (unreleased?.text) {
    return {
      problem: `CHANGELOG.md still has lines under "## [Unreleased]". Move them to "## [${version}]".`,
    };
  }
  return { notes: `${released.text}\n` };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const result = releaseNotes(process.argv[2], version, readFileSync("CHANGELOG.md", "utf8"));
  if (result.problem) {
    console.error(`Error: ${result.problem} Nothing was released.`);
    process.exitCode = 1;
  } else process.stdout.write(result.notes);
}
