import { expect, test } from "vitest";
import { renderReport, simulate } from "../../build/simulation.js";

test("sends exactly the desired grants despite every kind of fault", async () => {
  const reports = await simulate({ schedules: 10_000, seed: 1 });
  process.stdout.write(reports.map(renderReport).join("\n"));
  expect(reports.map(({ failure }) => failure)).toEqual([undefined, undefined, undefined]);
}, 1_800_000);

test("plays the same schedules in the same way each time", async () => {
  const input = { schedules: 300, seed: 2 };
  expect(await simulate(input)).toEqual(await simulate(input));
});

test("replays one schedule", async () => {
  const [report, ...others] = await simulate({ schedules: 30, seed: 1, replay: "machine:184339562" });
  expect(report).toMatchObject({ kind: "machine", schedules: 1, failure: undefined });
  expect(others).toEqual([]);
});
