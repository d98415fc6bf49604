import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatSarif } from "../src/render/diagnostics/sarif.ts";
import {
  escapeCommandMessage,
  escapeCommandProperty,
  escapeLog,
  escapeMarkdown,
  escapeSarif,
  escapeTerminal,
} from "../src/render/text/escape.ts";
import { codeBlock, markdownLink } from "../src/render/text/markdown.ts";
import { propertyTimeout, times } from "./support/chaos.ts";
import { unseen } from "./support/hostile.ts";
import {
  activeIn,
  elementsIn,
  linksIn,
  type Page,
  readMarkdown,
  referencesIn,
  structureOf,
  textIn,
} from "./support/markdown.ts";
import { payloads } from "./support/payloads.ts";
import { commandsIn } from "./support/workflow-log.ts";

/** Payloads, whole or cut, with any text between them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(...payloads.map(({ text }) => text.slice(0, 200))),
      fc.constantFrom(..." \t\n\r\\`~|<>&\"':;,.@#$*_-[](){}!%/?=+"),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map(parts => parts.join(""));
/** Whether a text is one line without invisible characters. */
const isVisibleLine = (text: string) => !unseen.test(text) && !text.includes("\n");

function checkAll(check: (text: string) => void, runs: number): void {
  fc.assert(fc.property(hostile, check), { numRuns: times(runs) });
}

/** Decodes the characters that `markdownLink` may encode in a URL. */
function decoded(url: string): string {
  return url.replace(/%[0-7][\dA-F]|%C2%[89AB][\dA-F]|%E[1-9A-F](?:%[89AB][\dA-F]){2}/g, one =>
    decodeURIComponent(one),
  );
}

/** Checks that a page has no active content, links, or references. */
function expectInert(page: Page): void {
  expect([activeIn(page), linksIn(page), referencesIn(page)]).toEqual([[], [], []]);
}

describe("hostile texts", { timeout: propertyTimeout }, () => {
  test("escapes text for a terminal to one visible line, and keeps plain text unchanged", () => {
    checkAll(text => {
      const shown = escapeTerminal(text);
      expect(isVisibleLine(shown)).toBe(true);
      expect(escapeTerminal(shown)).toBe(shown);
      if (isVisibleLine(text)) expect(shown).toBe(text);
    }, 2000);
  });

  test("keeps the structure of cells, items, headings, and sentences in Markdown", () => {
    const commentPage = (text: string) => {
      const code = escapeMarkdown(text);
      return readMarkdown(
        [
          `### Head ${code} and ${code}`,
          `- ${code} ${code}, since\n- ${code}`,
          `| a | b |\n| --- | --- |\n| ${code} | (${code}) |`,
          `<details><summary>${code}</summary>\n\n**Bold**: ${code}/${code}@${code}.\n\n</details>`,
        ].join("\n\n"),
      );
    };
    const plain = structureOf(commentPage("x"));
    checkAll(text => {
      const page = commentPage(text);
      expect(structureOf(page)).toEqual(plain);
      expectInert(page);
    }, 250);
  });

  test("keeps all lines of a fenced block inside it, and the rest outside", () => {
    const commentPage = (text: string) =>
      readMarkdown(`before\n\n${codeBlock("diff", `+ ${text}\n  end`)}\n\n<b>after</b>`);
    const plain = structureOf(commentPage("x"));
    checkAll(text => {
      const page = commentPage(text);
      expect(structureOf(page)).toEqual(plain);
      expectInert(page);
      const block = elementsIn(page, "pre").map(textIn).join("");
      const lines = `+ ${text}\n  end`.split("\n").map(escapeTerminal);
      expect(block).toBe(`${lines.join("\n")}\n`);
    }, 300);
  });

  test("renders a link as one element with the given URL", () => {
    const commentPage = (text: string, url: string) =>
      readMarkdown(
        `| a |\n| --- |\n| ${markdownLink(escapeMarkdown(text), url)} |\n\n${markdownLink("b", url)} end`,
      );
    const plain = structureOf(commentPage("x", "https://x.example/"), () => "there");
    checkAll(text => {
      const url = `https://x.example/${text}`;
      const page = commentPage(text, url);
      expect(structureOf(page, () => "there")).toEqual(plain);
      expect(linksIn(page).map(decoded)).toEqual([decoded(url), decoded(url)]);
      expect([activeIn(page), referencesIn(page)]).toEqual([[], []]);
    }, 400);
  });

  test("writes a SARIF message without links or invisible characters", () => {
    checkAll(text => {
      const shown = escapeSarif(`${text} is [not](${text}`);
      expect(shown).not.toMatch(/\[[^\]]*\]\(/);
      expect(isVisibleLine(shown)).toBe(true);
    }, 2000);
  });

  test("writes a relative file URI to SARIF that decodes to the path of the file", () => {
    const plain = {
      code: "empty-file",
      details: { kind: "main" },
      location: { file: "", line: 1, column: 1, endColumn: 2 },
    } as const;
    checkAll(text => {
      const log = JSON.parse(
        formatSarif([{ ...plain, location: { ...plain.location, file: `teams/${text}` } }], {
          texts: new Map(),
          config: "members.yaml",
          version: "1.0.0",
        }),
      );
      const [{ locations }] = log.runs[0].results;
      const { uri } = locations[0].physicalLocation.artifactLocation;
      expect(uri).toMatch(/^teams\/[\w.!~*'()%/-]*$/);
      expect(uri.split("/").map(decodeURIComponent).join("/")).toBe(
        `teams/${text.replace(/\p{Cs}/gu, "\ufffd").replaceAll("\\", "/")}`,
      );
    }, 500);
  });

  test("keeps the number of lines in a log and disables its workflow commands", () => {
    checkAll(text => {
      const log = escapeLog(`head\n${text}\ntail`);
      expect(commandsIn(log)).toEqual([]);
      expect(log.split(/\r\n|\r|\n/)).toHaveLength(`head\n${text}\ntail`.split(/\r\n|\r|\n/).length);
    }, 2000);
  });

  test("writes one workflow command with the given properties and message", () => {
    checkAll(text => {
      const line = `::error file=${escapeCommandProperty(text)},title=${escapeCommandProperty(`t${text}`)},col=1::${escapeCommandMessage(text)}\n`;
      expect(commandsIn(`${line}\n`)).toEqual([
        {
          name: "error",
          properties: { ...(text && { file: text }), title: `t${text}`, col: "1" },
          message: text,
        },
      ]);
    }, 2000);
  });
});
