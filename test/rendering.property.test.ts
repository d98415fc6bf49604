import fc from "fast-check";
import { expect, test } from "vitest";
import { readConfig } from "../src/core/config/read-config.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import { formatSarif } from "../src/render/diagnostics/sarif.ts";
import {
  formatDiagnostics,
  formatWorkflowCommands,
  renderDiagnostics,
} from "../src/render/diagnostics/text.ts";
import { createStyle, plainStyle } from "../src/render/text/style.ts";
import { sentenceCodes } from "./support/codes.ts";
import { readNow } from "./support/sources.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "::error::x",
    "\u001b[2J",
    "\u202eevil",
    "a\n::set-output name=x::y",
    "%0A::warning::z",
    "-->",
    "\ud800",
  ),
);
const odd = fc.oneof(hostile, fc.jsonValue());
const texts = fc
  .record(
    {
      organization: odd,
      workspaces: fc.dictionary(hostile, odd),
      groups: odd,
      members: fc.array(odd),
      settings: odd,
      include: odd,
    },
    { requiredKeys: [] },
  )
  .chain(value =>
    hostile.map(key =>
      JSON.stringify({
        ...value,
        [key]: 1,
        members: [...(value.members ?? []), { email: key, workspaces: [key] }],
      }),
    ),
  );

/** A terminal hyperlink from a diagnostic code to its documentation. */
const link = new RegExp(
  String.raw`\u001b\]8;;https://github\.com/[a-z-]+/rollcall/blob/main/docs/diagnostics\.md#(${sentenceCodes.join("|")})\u001b\\\1\u001b\]8;;\u001b\\`,
  "g",
);

test("shows diagnostics of any file without control characters or extra commands", () => {
  fc.assert(
    fc.property(texts, text => {
      const main = readNow("members.yaml", new TextEncoder().encode(text));
      const reading = readConfig({ main, included: [], diagnostics: [] }, toAsciiDomain);
      const diagnostics = reading.ok ? reading.warnings : reading.problem;
      const files = new Map([[main.source.file, main.source.text]]);
      const invisible = /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Cs}/u;
      const plain = renderDiagnostics(diagnostics, files, plainStyle);
      expect(plain).not.toMatch(invisible);
      // Apart from links to the documentation, the text is the same.
      const linked = renderDiagnostics(diagnostics, files, createStyle({ colors: false, links: true }));
      expect(linked.replaceAll(link, "$1")).toBe(plain);
      const commands = formatWorkflowCommands(diagnostics, files).split("\n");
      expect(
        commands.filter(
          line =>
            /^\s*::/.test(line) &&
            !/^::(?:error|warning) (?:file=members\.yaml,|title=Rollcall::)/.test(line),
        ),
      ).toEqual([]);
      expect(JSON.parse(formatDiagnostics(diagnostics)).diagnostics).toHaveLength(diagnostics.length);
      expect(
        JSON.parse(formatSarif(diagnostics, { texts: files, config: "members.yaml", version: "0.1.0" }))
          .runs[0].results,
      ).toHaveLength(diagnostics.length);
    }),
    { numRuns: 800 },
  );
});
