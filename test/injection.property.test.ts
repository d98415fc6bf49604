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
import { patience, times } from "./support/chaos.ts";
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

/** Payloads whole and cut, with any text between. */
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
/** Of one line. */
const isSeen = (text: string) => !unseen.test(text) && !text.includes("\n");

function holds(check: (text: string) => void, runs: number): void {
  fc.assert(fc.property(hostile, check), { numRuns: times(runs) });
}

/** An address without the escapes of those characters that it may not hold. */
function decoded(url: string): string {
  return url.replace(/%[0-7][\dA-F]|%C2%[89AB][\dA-F]|%E[1-9A-F](?:%[89AB][\dA-F]){2}/g, one =>
    decodeURIComponent(one),
  );
}

/** What somebody could have added to a page: none of it is there. */
function isInert(page: Page): void {
  expect([activeIn(page), linksIn(page), referencesIn(page)]).toEqual([[], [], []]);
}

describe("whatever text comes from outside", { timeout: patience }, () => {
  test("a terminal is shown one line of it without a character that nobody sees, and plain text as it is", () => {
    holds(text => {
      const shown = escapeTerminal(text);
      expect(isSeen(shown)).toBe(true);
      expect(escapeTerminal(shown)).toBe(shown);
      if (isSeen(text)) expect(shown).toBe(text);
    }, 2000);
  });

  test("Markdown is made of what it would be made of anyway, in a cell, an item, a head and a sentence", () => {
    const pageOf = (text: string) => {
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
    const plain = structureOf(pageOf("x"));
    holds(text => {
      const page = pageOf(text);
      expect(structureOf(page)).toEqual(plain);
      isInert(page);
    }, 250);
  });

  test("a fenced block is one block with all of its lines, and what follows is outside", () => {
    const pageOf = (text: string) =>
      readMarkdown(`before\n\n${codeBlock("diff", `+ ${text}\n  end`)}\n\n<b>after</b>`);
    const plain = structureOf(pageOf("x"));
    holds(text => {
      const page = pageOf(text);
      expect(structureOf(page)).toEqual(plain);
      isInert(page);
      const block = elementsIn(page, "pre").map(textIn).join("");
      const lines = `+ ${text}\n  end`.split("\n").map(escapeTerminal);
      expect(block).toBe(`${lines.join("\n")}\n`);
    }, 300);
  });

  test("a link is one element, and the address in it is the one that was meant", () => {
    const pageOf = (text: string, url: string) =>
      readMarkdown(
        `| a |\n| --- |\n| ${markdownLink(escapeMarkdown(text), url)} |\n\n${markdownLink("b", url)} end`,
      );
    const plain = structureOf(pageOf("x", "https://x.example/"), () => "there");
    holds(text => {
      const url = `https://x.example/${text}`;
      const page = pageOf(text, url);
      expect(structureOf(page, () => "there")).toEqual(plain);
      expect(linksIn(page).map(decoded)).toEqual([decoded(url), decoded(url)]);
      expect([activeIn(page), referencesIn(page)]).toEqual([[], []]);
    }, 400);
  });

  test("a message of SARIF holds no link and nothing that nobody sees", () => {
    holds(text => {
      const shown = escapeSarif(`${text} is [not](${text}`);
      expect(shown).not.toMatch(/\[[^\]]*\]\(/);
      expect(isSeen(shown)).toBe(true);
    }, 2000);
  });

  test("the address of a file in SARIF is relative, has the steps of its path and names the file of a diagnostic", () => {
    const plain = {
      code: "empty-file",
      details: {},
      location: { file: "", line: 1, column: 1, endColumn: 2 },
    } as const;
    holds(text => {
      const log = JSON.parse(
        formatSarif([{ ...plain, location: { ...plain.location, file: `teams/${text}` } }], "1.0.0"),
      );
      const [{ locations }] = log.runs[0].results;
      const { uri } = locations[0].physicalLocation.artifactLocation;
      expect(uri).toMatch(/^teams\/[\w.!~*'()%/-]*$/);
      expect(uri.split("/").map(decodeURIComponent).join("/")).toBe(
        `teams/${text.replace(/\p{Cs}/gu, "\ufffd").replaceAll("\\", "/")}`,
      );
    }, 500);
  });

  test("the lines of a log are as many as before and hold no command", () => {
    holds(text => {
      const log = escapeLog(`head\n${text}\ntail`);
      expect(commandsIn(log)).toEqual([]);
      expect(log.split(/\r\n|\r|\n/)).toHaveLength(`head\n${text}\ntail`.split(/\r\n|\r|\n/).length);
    }, 2000);
  });

  test("a workflow command is one command with the properties and the message that were meant", () => {
    holds(text => {
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
