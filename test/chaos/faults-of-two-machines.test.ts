import { test } from "vitest";
import { patience } from "../support/chaos.ts";
import { playSchedules } from "./play.ts";
import { schedulesOfTwoMachines } from "./schedule.ts";

test(
  "whatever two machines do to a state branch that they share, applying again brings every desired grant, and nobody anything else",
  () => playSchedules(schedulesOfTwoMachines, 150),
  patience,
);
