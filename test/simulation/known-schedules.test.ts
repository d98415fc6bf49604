import { expect, test } from "vitest";
import { playSchedule } from "./play.ts";
import type { Incident, Schedule } from "./schedule.ts";

type DistributiveOmit<Kind, Keys extends PropertyKey> = Kind extends unknown ? Omit<Kind, Keys> : never;

const person = {
  wanted: [0],
  initialStatus: "absent",
  has: [0],
  isMalformed: false,
  isNeverShown: false,
} as const;

const oneFile = { seed: 1, live: true, store: "file", staleReads: 0, skew: 0 } as const;

/** Schedules that once caused a bug in Rollcall, by what it did. */
const known: Readonly<Record<string, Schedule>> = {
  "treat people as not invited if stopped before Tally shows them": {
    people: [person, person, { ...person, isMalformed: true }],
    maxEmailsPerCall: 50,
    behavior: { malformedAddress: "rejects-one", delayedReads: 9 },
    ...oneFile,
    runs: [
      {
        incidents: [incident(1, { type: "SIGTERM in a pause" })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
      { incidents: [], write: undefined, twice: false, pause: 0, wait: false },
    ],
  },
  "send a third email without checking Tally after the second": {
    people: [{ ...person, isMalformed: true }, person, { ...person, isMalformed: true }],
    maxEmailsPerCall: 3,
    behavior: { malformedAddress: "rejects-one", delayedReads: 30 },
    ...oneFile,
    runs: [{ incidents: [], write: undefined, twice: false, pause: 0, wait: false }],
  },
  "forget who was invited if a workspace is deleted before the check": {
    people: [
      { ...person, wanted: [0, 1, 2], isMalformed: true },
      { ...person, wanted: [0, 1, 2] },
    ],
    maxEmailsPerCall: 50,
    behavior: { malformedAddress: "rejects-one", delayedReads: 0 },
    ...oneFile,
    runs: [
      {
        incidents: [incident(6, { type: "workspace deleted", workspace: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
      {
        incidents: [incident(1, { type: "user action", action: "is canceled by another user", person: 1 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "forget who was invited if stopped while it checks a rejected call": {
    people: [
      { ...person, wanted: [0, 1] },
      { ...person, wanted: [0, 1], isMalformed: true },
    ],
    maxEmailsPerCall: 50,
    behavior: { malformedAddress: "rejects-one", delayedReads: 0 },
    ...oneFile,
    runs: [
      {
        incidents: [incident(1, { type: "SIGTERM in a pause" })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
      {
        incidents: [incident(1, { type: "user action", action: "leaves or declines", person: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "forget who was invited if stopped while it checks an unconfirmed call": {
    people: [person, person],
    maxEmailsPerCall: 50,
    behavior: { delayedReads: 0 },
    ...oneFile,
    runs: [
      {
        incidents: [
          incident(5, { type: "wire", name: "502 in HTML after part of the effect", times: 1 }),
          incident(1, { type: "SIGTERM in a pause" }),
        ],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
      {
        incidents: [incident(1, { type: "user action", action: "leaves or declines", person: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "forget who was invited if only the check after the last call shows it": {
    people: [person, { ...person, wanted: [2] }],
    maxEmailsPerCall: 1,
    behavior: { delayedReads: 0 },
    ...oneFile,
    runs: [
      {
        incidents: [
          incident(6, { type: "wire", name: "half of the head", times: 1 }),
          incident(6, { type: "connection refused", sleeps: 4 }),
        ],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
      {
        incidents: [incident(1, { type: "user action", action: "leaves or declines", person: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "lose an outcome if a stale read shows the branch as missing": {
    people: [{ ...person, wanted: [1], has: [1] }],
    maxEmailsPerCall: 1,
    behavior: { delayedReads: 0 },
    seed: 1,
    live: true,
    store: "branch",
    staleReads: 9,
    skew: 0,
    runs: [
      {
        incidents: [incident(6, { type: "user action", action: "is canceled by another user", person: 0 })],
        write: { nth: 8, what: "a write to GitHub does not arrive" },
        twice: false,
        pause: 0,
        wait: false,
      },
      { incidents: [], write: undefined, twice: false, pause: 0, wait: false },
    ],
  },
  "lose outcomes if GitHub shows an older head after another writer's commit": {
    people: [
      { ...person, wanted: [2], has: [2] },
      { ...person, wanted: [2], has: [2] },
    ],
    maxEmailsPerCall: 1,
    behavior: { delayedReads: 0 },
    seed: 0,
    live: true,
    store: "branch",
    staleReads: 9,
    skew: 0,
    runs: [
      {
        incidents: [
          { nth: 16, onPost: false, type: "foreign write" },
          { nth: 2, onPost: true, type: "user action", action: "is canceled by another user", person: 0 },
        ],
        write: undefined,
        twice: true,
        pause: 0,
        wait: false,
      },
      { incidents: [], write: undefined, twice: false, pause: 0, wait: false },
    ],
  },
  "forget who was invited if only the check of another person's rejected call shows it": {
    people: [
      { ...person, wanted: [2] },
      { ...person, wanted: [1] },
      { ...person, wanted: [0, 2], initialStatus: "pending", has: [2] },
      { ...person, wanted: [2] },
    ],
    maxEmailsPerCall: 3,
    behavior: { pendingAgain: "rejected" },
    ...oneFile,
    seed: 0,
    runs: [
      {
        incidents: [
          { nth: 2, onPost: true, type: "wire", name: "reset after the effect", times: 1 },
          incident(10, { type: "user action", action: "is canceled by another user", person: 1 }),
        ],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
      { incidents: [], write: undefined, twice: false, pause: 0, wait: false },
    ],
  },
  "forget who was invited if another person of the call isn't shown": {
    people: [
      { ...person, wanted: [1] },
      { ...person, wanted: [0, 1, 2], isNeverShown: true },
      { ...person, wanted: [0, 1, 2] },
    ],
    maxEmailsPerCall: 3,
    behavior: {},
    ...oneFile,
    seed: 0,
    runs: [
      { incidents: [], write: { nth: 2, what: "disk full" }, twice: false, pause: 0, wait: false },
      {
        incidents: [incident(3, { type: "user action", action: "leaves or declines", person: 2 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "forget who was invited if the state moved after the check that shows it": {
    people: [{ ...person, wanted: [2] }],
    maxEmailsPerCall: 1,
    behavior: {},
    seed: 0,
    live: true,
    store: "branch",
    staleReads: 1,
    skew: 0,
    runs: [
      { incidents: [], write: { nth: 6, what: "killed after a line" }, twice: false, pause: 0, wait: false },
      {
        incidents: [incident(3, { type: "user action", action: "leaves or declines", person: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "lose outcomes if suspended for longer than a push may take": {
    people: [
      { ...person, wanted: [2] },
      { ...person, wanted: [2] },
    ],
    maxEmailsPerCall: 1,
    behavior: {},
    seed: 0,
    live: true,
    store: "branch",
    staleReads: 0,
    skew: 0,
    runs: [
      {
        incidents: [
          { nth: 1, onPost: true, type: "wire", name: "429 with Retry-After", times: 1 },
          { nth: 3, onPost: true, type: "user action", action: "is canceled by another user", person: 0 },
        ],
        write: { nth: 6, what: "suspended after a line while another process applies" },
        twice: false,
        pause: 0,
        wait: false,
      },
      { incidents: [], write: undefined, twice: false, pause: 0, wait: false },
    ],
  },
};

function incident(
  nth: number,
  what: DistributiveOmit<
    Extract<
      Incident,
      { type: "SIGTERM in a pause" | "workspace deleted" | "user action" | "wire" | "connection refused" }
    >,
    "nth" | "onPost"
  >,
): Incident {
  return { nth, onPost: false, ...what };
}

test.each(Object.entries(known))("doesn't %s", async (_, schedule) => {
  expect((await playSchedule(schedule)).violations).toEqual([]);
});
