import { test } from "vitest";
import { patience } from "../support/chaos.ts";
import { playSchedules } from "./play.ts";
import { schedulesOfTheMachine } from "./schedule.ts";

test(
  "whatever the disk, the clock and the process do besides, applying again brings every desired grant, and nobody anything else",
  () => playSchedules(schedulesOfTheMachine, 200),
  patience,
);
