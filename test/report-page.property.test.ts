import { deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasAccess } from "../src/core/report/findings.ts";
import type { Report } from "../src/core/report/model.ts";
import { renderReportHtml } from "../src/render/report/html.ts";
import { remarksOf } from "../src/render/report/messages.ts";
import { countTicks, timeTicks } from "../src/report-page/growth/scale.ts";
import { seriesOf, sumOf, valueAt } from "../src/report-page/growth/series.ts";
import {
  emptyQuery,
  formatFragment,
  readFragment,
  selectMembers,
  sorts,
  views,
} from "../src/report-page/model/query.ts";
import { readModel } from "../src/report-page/model/read-model.ts";
import { makeHostileReport, makeReport } from "./support/reports.ts";

const reports = fc
  .tuple(fc.nat(40), fc.nat(9), fc.nat())
  .map(([people, workspaces, seed]) => makeReport(people, workspaces, seed));

/** Returns the JSON that is embedded in a report page. */
function dataIn(html: string): string {
  const data = /<script id="report" type="text\/plain">([A-Za-z0-9+/=]*)<\/script>/.exec(html)?.[1] ?? "";
  return inflateSync(Buffer.from(data, "base64")).toString();
}

/** Returns the model that the page of a report reads from its embedded JSON. */
const modelOf = (report: Report) =>
  readModel(JSON.parse(dataIn(renderReportHtml(report, deflateSync))) as Report);

describe("the report page", () => {
  test("embeds every grant with all of its details in the report page", () => {
    fc.assert(
      fc.property(reports, report => {
        const model = modelOf(report);
        const actual = model.members.flatMap(({ email, name, note, remarks, cells }) =>
          cells.flatMap((grant, column) => {
            if (!grant) return [];
            const { states, concern: _concern, ...known } = grant;
            expect(grant.workspaceId).toBe(model.workspaces[column]?.id);
            return { email, name, note, remarks, isUnwantedAccess: states.includes("left-over"), ...known };
          }),
        );
        const expected = report.members.flatMap(({ email, name, note, flags, newAddress, grants }) =>
          grants.map(grant => ({
            ...{ email, name, note, ...grant },
            remarks: remarksOf({ flags, newAddress }).join(", "),
            isUnwantedAccess:
              !grant.isDesired &&
              hasAccess(grant.status) &&
              (grant.expires !== undefined || !flags.includes("owner")),
          })),
        );
        expect(actual).toEqual(expected);
        expect(model.applies).toEqual(report.applies);
        expect(model.workspaces.map(({ steps }) => steps)).toEqual(report.growth.map(({ steps }) => steps));
      }),
      { numRuns: 50 },
    );
  });

  test("reads back every report query from the URL fragment", () => {
    const query = fc.record({
      view: fc.constantFrom(...views),
      words: fc.string().map(text => text.trim()),
      workspace: fc.option(fc.nat(8), { nil: undefined }),
      group: fc.option(fc.nat(3), { nil: undefined }),
      states: fc.constantFrom(
        new Set(),
        new Set(["joined"] as const),
        new Set(["joined", "left-over"] as const),
      ),
      sort: fc.constantFrom(...sorts),
      isDescending: fc.boolean(),
    });
    const model = modelOf(makeReport(300, 9));
    fc.assert(
      fc.property(query, one => {
        expect(readFragment(formatFragment(one as typeof emptyQuery, model), model)).toEqual(one);
      }),
    );
    fc.assert(fc.property(fc.string(), text => readFragment(text, model) !== undefined));
    expect(formatFragment(emptyQuery, model)).toBe("");
  });

  test("shows each person once in every sort order, at a stable position", () => {
    fc.assert(
      fc.property(reports, fc.constantFrom(...sorts), fc.boolean(), (report, sort, isDescending) => {
        const model = modelOf(report);
        const shown = selectMembers(model, { ...emptyQuery, sort, isDescending });
        expect(shown).toHaveLength(report.members.length);
        expect(new Set(shown).size).toBe(report.members.length);
        const again = selectMembers(model, { ...emptyQuery, sort, isDescending });
        expect(again).toEqual(shown);
        const other = selectMembers(model, { ...emptyQuery, sort, isDescending: !isDescending });
        expect(other.toReversed()).toEqual(shown);
      }),
      { numRuns: 50 },
    );
  });

  test("adds up the growth of all workspaces", () => {
    fc.assert(
      fc.property(reports, report => {
        const all = modelOf(report).workspaces.map(({ steps }) => seriesOf(steps));
        const total = sumOf(all);
        for (const { at } of report.applies) {
          const time = Date.parse(at);
          expect(valueAt(total, time)).toBe(all.reduce((sum, one) => sum + valueAt(one, time), 0));
          expect(valueAt(total, time - 10 * 365 * 86_400_000)).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("labels axes with a few round values for any count and any period", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), maximum => {
        const ticks = countTicks(maximum).map(({ value }) => value);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(maximum);
        expect(ticks.filter(tick => !Number.isInteger(tick))).toEqual([]);
      }),
    );
    const start = Date.parse("2024-02-20T13:00:00Z");
    fc.assert(
      fc.property(fc.nat(365 * 40), days => {
        const end = start + days * 86_400_000;
        const ticks = timeTicks(start, end, 8);
        expect(ticks.length).toBeLessThanOrEqual(10);
        expect(ticks.filter(({ value }) => value < start || value > end || value % 86_400_000 !== 0)).toEqual(
          [],
        );
        if (days > 3) expect(ticks.length).toBeGreaterThan(1);
      }),
    );
    const yearly = timeTicks(start, Date.parse("2026-11-28T00:00:00Z"), 8);
    expect(yearly.map(({ label }) => label)).toEqual(["Jul", "2025", "Jul", "2026", "Jul"]);
  });

  test("renders identical bytes, and keeps hostile text inside the embedded data", () => {
    const { report } = makeHostileReport();
    const html = renderReportHtml(report, deflateSync);
    expect(renderReportHtml(report, deflateSync)).toBe(html);
    const texts: string[] = [];
    const data = JSON.parse(dataIn(html), (_, value) => {
      if (typeof value === "string") texts.push(value);
      return value;
    });
    expect(data.members).toHaveLength(report.members.length);
    expect(texts.filter(text => /[\p{Cc}\p{Cf}]/u.test(text))).toEqual([]);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  test("renders a page that is less than an eighth of the size of the JSON report", () => {
    const report = makeReport(2000, 40);
    const page = renderReportHtml(report, deflateSync).length;
    expect(page).toBeLessThan(JSON.stringify(report).length / 8);
  });
});
