import { test } from "vitest";
import { propertyTimeout } from "../support/chaos.ts";
import { playSchedules } from "./play.ts";
import { machineSchedules } from "./schedule.ts";

test(
  "sends exactly the desired grants despite faults of disks, clocks, and processes",
  () => playSchedules(machineSchedules, 300),
  propertyTimeout,
);
