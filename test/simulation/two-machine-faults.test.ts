import { test } from "vitest";
import { propertyTimeout } from "../support/chaos.ts";
import { playSchedules } from "./play.ts";
import { twoMachineSchedules } from "./schedule.ts";

test(
  "sends exactly the desired grants despite faults of two machines on one branch",
  () => playSchedules(twoMachineSchedules, 300),
  propertyTimeout,
);
