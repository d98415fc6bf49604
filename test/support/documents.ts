import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** What people read, by path from the root. */
export const documents: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...readdirSync(join(root, "docs"))
    .filter(name => name.endsWith(".md"))
    .map(name => `docs/${name}`),
];

/** Those that show how Rollcall is used. What the diagnostics show has to be wrong, and is tested where it is made. */
export const guides = documents.filter(
  path => path === "README.md" || (path.startsWith("docs/") && path !== "docs/diagnostics.md"),
);

/** The text of a file. */
export function readDocument(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** A fenced block, its indentation taken away. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a document. */
export function blocksOf(document: string): readonly Block[] {
  const fences = document.matchAll(/^( *)```([a-z]*)\n(.*?)^ *```$/gms);
  return [...fences].map(([, indent = "", language = "", text = ""]) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** A document without its fenced blocks. */
export function proseOf(document: string): string {
  return document.replace(/^( *)```.*?^ *```$/gms, "");
}

/** Where the links of a document lead, other than to the web. */
export function linksOf(document: string): readonly string[] {
  const prose = proseOf(document).replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(match => match[1] ?? "");
}

/** The anchors that GitHub gives the headings of a document. */
export function anchorsOf(document: string): ReadonlySet<string> {
  const headings = [...proseOf(document).matchAll(/^#+ (.*)$/gm)].map(match => match[1] ?? "");
  return new Set(
    headings.map(heading =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** The workflows that the guides show whole. */
export const shownWorkflows: ReadonlyMap<string, string> = new Map(
  guides.flatMap(path =>
    blocksOf(readDocument(path))
      .filter(({ language, text }) => language === "yaml" && isWorkflow(text))
      .map(({ text }, index) => [`${path}, workflow ${index + 1}`, text] as const),
  ),
);

/** Whether a block is a workflow, and not a members file. */
export function isWorkflow(text: string): boolean {
  return /^jobs:/m.test(text);
}
