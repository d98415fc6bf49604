import { test } from "vitest";
import { patience } from "../support/chaos.ts";
import { playSchedules } from "./play.ts";
import { schedulesOfTheWorld } from "./schedule.ts";

test(
  "whatever Tally, the network and other people do, applying again brings every desired grant, and nobody anything else",
  () => playSchedules(schedulesOfTheWorld, 200),
  patience,
);
