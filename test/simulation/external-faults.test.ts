import { test } from "vitest";
import { propertyTimeout } from "../support/chaos.ts";
import { playSchedules } from "./play.ts";
import { externalSchedules } from "./schedule.ts";

test(
  "sends exactly the desired grants despite faults of Tally and the network",
  () => playSchedules(externalSchedules, 300),
  propertyTimeout,
);
