import { expect, test } from "vitest";
import { playOne } from "./play.ts";
import type { Incident, Schedule } from "./schedule.ts";

type DistributiveOmit<Kind, Keys extends PropertyKey> = Kind extends unknown ? Omit<Kind, Keys> : never;

const person = {
  wanted: [0],
  standing: "absent",
  has: [0],
  isBad: false,
  isNotTakenUp: false,
} as const;

const oneFile = { live: true, store: "file", staleReads: 0, skew: 0 } as const;

/** Schedules that once showed a mistake of Rollcall's, by what it did. */
const known: Readonly<Record<string, Schedule>> = {
  "took people for not invited because it was told to stop while it waited for them to show": {
    people: [person, person, { ...person, isBad: true }],
    maxEmailsPerCall: 50,
    behavior: { malformedAddress: "refuses-it", readsBehind: 9 },
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
  "sent a third email without a look after the second, because nobody was there after the first": {
    people: [{ ...person, isBad: true }, person, { ...person, isBad: true }],
    maxEmailsPerCall: 3,
    behavior: { malformedAddress: "refuses-it", readsBehind: 30 },
    ...oneFile,
    runs: [{ incidents: [], write: undefined, twice: false, pause: 0, wait: false }],
  },
  "forgot who had their invite when a workspace of the call was deleted before it could look": {
    people: [
      { ...person, wanted: [0, 1, 2], isBad: true },
      { ...person, wanted: [0, 1, 2] },
    ],
    maxEmailsPerCall: 50,
    behavior: { malformedAddress: "refuses-it", readsBehind: 0 },
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
        incidents: [incident(1, { type: "deed", deed: "is cancelled by somebody else", person: 1 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "forgot who had their invite when it was told to stop while it looked into a refused call": {
    people: [
      { ...person, wanted: [0, 1] },
      { ...person, wanted: [0, 1], isBad: true },
    ],
    maxEmailsPerCall: 50,
    behavior: { malformedAddress: "refuses-it", readsBehind: 0 },
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
        incidents: [incident(1, { type: "deed", deed: "leaves or declines", person: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "forgot who had their invite when it was told to stop while it looked into an unanswered call": {
    people: [person, person],
    maxEmailsPerCall: 50,
    behavior: { readsBehind: 0 },
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
        incidents: [incident(1, { type: "deed", deed: "leaves or declines", person: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "forgot who had their invite of an unanswered call when only the look after the apply showed it": {
    people: [person, { ...person, wanted: [2] }],
    maxEmailsPerCall: 1,
    behavior: { readsBehind: 0 },
    ...oneFile,
    runs: [
      {
        incidents: [
          incident(6, { type: "wire", name: "half a head", times: 1 }),
          incident(6, { type: "rejected", sleeps: 4 }),
        ],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
      {
        incidents: [incident(1, { type: "deed", deed: "leaves or declines", person: 0 })],
        write: undefined,
        twice: false,
        pause: 0,
        wait: false,
      },
    ],
  },
  "took a branch that was shown late for removed, and lost the outcome of a call": {
    people: [{ ...person, wanted: [1], has: [1] }],
    maxEmailsPerCall: 1,
    behavior: { readsBehind: 0 },
    live: true,
    store: "branch",
    staleReads: 9,
    skew: 0,
    runs: [
      {
        incidents: [incident(6, { type: "deed", deed: "is cancelled by somebody else", person: 0 })],
        write: { nth: 2, what: "push does not arrive" },
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
    Extract<Incident, { type: "SIGTERM in a pause" | "workspace deleted" | "deed" | "wire" | "rejected" }>,
    "nth" | "onPost"
  >,
): Incident {
  return { nth, onPost: false, ...what };
}

test.each(Object.entries(known))("Rollcall no longer %s", async (_, schedule) => {
  expect(await playOne(schedule)).toEqual([]);
});
