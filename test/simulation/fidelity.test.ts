import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyTimeout, times } from "../support/chaos.ts";
import { type Observation, observeSchedule } from "./play.ts";
import { externalSchedules, machineSchedules, twoMachineSchedules } from "./schedule.ts";

test(
  "ends in memory like with real files and sockets",
  async () => {
    const schedules = fc.oneof(externalSchedules, machineSchedules, twoMachineSchedules);
    const property = fc.asyncProperty(schedules, async schedule => {
      const inMemory: Observation = await observeSchedule(schedule, false);
      expect(inMemory).toEqual(await observeSchedule(schedule, true));
    });
    await fc.assert(property, { numRuns: times(30) });
  },
  propertyTimeout,
);

test("plays the same schedule in the same way each time", async () => {
  const schedules = fc.oneof(externalSchedules, machineSchedules, twoMachineSchedules);
  const property = fc.asyncProperty(schedules, async schedule => {
    expect(await observeSchedule(schedule, false)).toEqual(await observeSchedule(schedule, false));
  });
  await fc.assert(property, { numRuns: times(30) });
});
