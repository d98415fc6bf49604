import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const at = "2026-11-24T12:00:00.000Z";
const workspacesAPage = 10;

/** Reads the same pages as a look and does nothing with them but JSON.parse. */
const readOnly = `
const http = require("node:http");
const read = path => new Promise(resolve => http.get(process.env.TALLY_API_URL + path, answer => {
  const parts = [];
  answer.on("data", part => parts.push(part)).on("end", () => resolve(JSON.parse(Buffer.concat(parts).toString())));
}));
(async () => { for (const path of process.argv.slice(2)) await read(path); })();`;

/** What Tally answers, by path, for people who are members of every workspace. */
function answersFor(people, workspaces) {
  const users = Array.from({ length: people }, (_, index) => ({
    id: `u${index}`,
    fullName: `Person Number ${index}`,
    email: `person${index}@example.com`,
    organizationId: "kwob3J",
    isDeleted: false,
    isBlocked: false,
    hasTwoFactorEnabled: false,
    timezone: "Etc/UTC",
    createdAt: at,
    updatedAt: at,
  }));
  const items = Array.from({ length: workspaces }, (_, index) => ({
    id: `id${index}`,
    name: `team${index}`,
    members: users,
    invites: [],
    createdByUserId: "u0",
    createdAt: at,
    updatedAt: at,
  }));
  const pages = Array.from({ length: workspaces / workspacesAPage }, (_, index) => {
    const page = items.slice(index * workspacesAPage, (index + 1) * workspacesAPage);
    const hasMore = (index + 1) * workspacesAPage < workspaces;
    const path = index === 0 ? "/workspaces" : `/workspaces?page=${index + 1}`;
    return [path, { items: page, page: index + 1, limit: workspacesAPage, total: workspaces, hasMore }];
  });
  const answers = [
    ["/users/me", { ...users[0], isOrganizationOwner: true, organizationOwner: users[0] }],
    ...pages,
    ["/organizations/kwob3J/invites", []],
    ["/organizations/kwob3J/users", users],
  ];
  return new Map(answers.map(([path, body]) => [path, JSON.stringify(body)]));
}

/** How long a process takes, in milliseconds. The server lives in this process, so it must not stand still. */
async function timed(args, env) {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], env });
  const [exit] = await once(child, "close");
  if (exit !== 0) throw new Error(`${args[0]} ended with ${exit}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Times a plan with a look at people in every workspace, beside the plan without it and a process that only reads the same pages. */
export async function benchLook({ program, folder, file, median }, people = 10_000, workspaces = 40) {
  const answers = answersFor(people, workspaces);
  const server = createServer((request, answer) => {
    const body = answers.get(request.url ?? "");
    answer.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    answer.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const env = {
    ...process.env,
    TALLY_API_KEY: "tly-bench",
    TALLY_API_URL: `http://127.0.0.1:${server.address().port}`,
  };
  const script = join(folder, "read-only.cjs");
  writeFileSync(script, readOnly);
  const times = { live: [], plan: [], read: [] };
  try {
    for (let round = 0; round < 3; round += 1) {
      times.live.push(await timed([program, "plan", "--live", "--config", file], env));
      times.plan.push(await timed([program, "plan", "--config", file], env));
      times.read.push(await timed([script, ...answers.keys()], env));
    }
  } finally {
    server.close();
  }
  const [live, plan, read] = [times.live, times.plan, times.read].map(median);
  const bytes = [...answers.values()].reduce((sum, body) => sum + body.length, 0);
  console.log(
    `\na look at ${people} members in ${workspaces} workspaces each, ${(bytes / 1e6).toFixed(0)} MB of answers, ms`,
  );
  console.log(
    `plan --live ${live.toFixed(0)}, plan ${plan.toFixed(0)}, reading and parsing alone ${read.toFixed(0)}`,
  );
  console.log(`what is left for folding / reading: ${((live - plan - read) / read).toFixed(2)}`);
}
