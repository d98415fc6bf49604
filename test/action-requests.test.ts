import { describe, expect, test } from "vitest";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";

const ada = { "ada@example.com": "marketing" };
const ten = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`p${n}@example.com`, "research"]));
/** Ten people need ten calls. */
const oneEach = "settings: {maxEmailsPerCall: 1}\n";
/** The repository has a state file, and the backup of it is an earlier commit than the head of main. */
const start = async (context: Parameters<typeof startRepository>[0]) => {
  const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
  const { hub } = repository;
  await repository.apply((await hub.tip("main")) ?? "");
  await hub.commit("main", { "notes.md": "A commit after the state.\n" });
  const pull = await repository.propose({ "members.yaml": membersFile({ ...ada, ...ten }, oneEach) });
  hub.slow(80);
  return { repository, pull };
};

/** Returns what was requested since the first `count` requests. */
function requestsSince({ hub }: AccessRepository, count: number) {
  const requests = hub.requests.slice(count);
  const [first] = requests;
  return {
    trips: Math.max(...requests.map(({ trip }) => trip)) - (first?.trip ?? 0) + 1,
    reads: requests.filter(({ method }) => method === "GET").map(({ path }) => path),
    writes: requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path.replace("/repos/acme/access", "")}`),
  };
}

describe("the requests of the Action to GitHub", { timeout: 60_000 }, () => {
  test("plans a pull request in five round trips, and reads nothing twice", async context => {
    const { repository, pull } = await start(context);
    const before = repository.hub.requests.length;
    expect(await repository.plan(pull)).toMatchObject({ exit: 0, stderr: "" });
    const { trips, reads, writes } = requestsSince(repository, before);
    expect(trips).toBe(5);
    expect(reads.filter((path, index) => reads.indexOf(path) < index)).toEqual([]);
    expect(writes).toEqual(["POST /issues/1/comments"]);
  });

  test("applies ten calls with two pushes and a comment, without a wait between writes", async context => {
    const { repository, pull } = await start(context);
    const { hub, machine } = repository;
    await repository.plan(pull);
    const merged = await hub.merge(pull.number);
    const [before, waits] = [hub.requests.length, machine.waits.length];
    expect(await repository.apply(merged)).toMatchObject({ exit: 0, stderr: "" });
    const { writes, reads } = requestsSince(repository, before);
    const push = ["POST /git/trees", "POST /git/commits", "PATCH /git/refs/heads%2Fmain"];
    const backup = "PATCH /git/refs/rollcall%2Fmain";
    expect(writes).toEqual([...push, backup, ...push, backup, "PATCH /issues/comments/1"]);
    const objects = reads.filter(path => path.includes("/git/") && !path.includes("/git/ref/"));
    expect(objects.filter((path, index) => objects.indexOf(path) < index)).toEqual([]);
    expect(machine.waits.slice(waits)).toEqual([]);
  });
});
