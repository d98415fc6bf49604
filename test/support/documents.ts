import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** The documents, as paths from the root. */
export const documents: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...readdirSync(join(root, "docs"))
    .filter(name => name.endsWith(".md"))
    .map(name => `docs/${name}`),
];

/** The documents that show how to use Rollcall. Not docs/diagnostics.md, whose examples contain mistakes and have their own tests. */
export const guides = documents.filter(
  path => path === "README.md" || (path.startsWith("docs/") && path !== "docs/diagnostics.md"),
);

/** Returns the text of a file. */
export function readDocument(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** A fenced block without its indentation. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Returns the fenced blocks of a document. */
export function blocksOf(document: string): readonly Block[] {
  const fences = document.matchAll(/^( *)```([a-z]*)\n(.*?)^ *```$/gms);
  return [...fences].map(([, indent = "", language = "", text = ""]) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** Returns a document without its fenced blocks. */
export function proseOf(document: string): string {
  return document.replace(/^( *)```.*?^ *```$/gms, "");
}

/** Returns the targets of the links in a document, except web addresses. */
export function linksOf(document: string): readonly string[] {
  const prose = proseOf(document).replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(match => match[1] ?? "");
}

/** Returns the anchors that GitHub gives to the headings of a document. */
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

/** The complete workflows in the guides, by document and number. */
export const shownWorkflows: ReadonlyMap<string, string> = new Map(
  guides.flatMap(path =>
    blocksOf(readDocument(path))
      .filter(({ language, text }) => language === "yaml" && isWorkflow(text))
      .map(({ text }, index) => [`${path}, workflow ${index + 1}`, text] as const),
  ),
);

/** Whether a YAML block is a workflow. */
export function isWorkflow(text: string): boolean {
  return /^jobs:/m.test(text);
}
