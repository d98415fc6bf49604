import fc from "fast-check";
import pc from "picocolors";
import { expect, test } from "vitest";
import { readConfig } from "../src/core/config.ts";
import { toAsciiDomain } from "../src/core/idna.ts";
import { formatDiagnostics, formatWorkflowCommands, renderDiagnostics } from "../src/render/diagnostics.ts";
import { formatSarif } from "../src/render/sarif.ts";
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

test("whatever a file holds, what is shown of it has no control character and no workflow command of its own", () => {
  fc.assert(
    fc.property(texts, text => {
      const main = readNow("members.yaml", new TextEncoder().encode(text));
      const reading = readConfig({ main, included: [], diagnostics: [] }, toAsciiDomain);
      const diagnostics = reading.ok ? reading.warnings : reading.diagnostics;
      const files = new Map([[main.source.file, main.source.text]]);
      const plain = pc.createColors(false);
      expect(renderDiagnostics(diagnostics, files, plain)).not.toMatch(
        /(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Cs}/u,
      );
      const commands = formatWorkflowCommands(diagnostics, files, plain).split("\n");
      expect(
        commands.filter(
          line =>
            /^\s*::/.test(line) &&
            !/^::(?:error|warning) (?:file=members\.yaml,|title=Rollcall::)/.test(line),
        ),
      ).toEqual([]);
      expect(JSON.parse(formatDiagnostics(diagnostics)).diagnostics).toHaveLength(diagnostics.length);
      expect(JSON.parse(formatSarif(diagnostics, "0.1.0")).runs[0].results).toHaveLength(diagnostics.length);
    }),
    { numRuns: 800 },
  );
});
