import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const at = "2026-11-24T12:00:00.000Z";
const workspacesAPage = 10;

/** A script that reads the same pages as a check of Tally, and only parses them. */
const readOnly = `
const http = require("node:http");
const read = path => new Promise(resolve => http.get(process.env.TALLY_API_URL + path, response => {
  const parts = [];
  response.on("data", part => parts.push(part)).on("end", () => resolve(JSON.parse(Buffer.concat(parts).toString())));
}));
(async () => { for (const path of process.argv.slice(2)) await read(path); })();`;

/** Returns Tally's responses, by path, for people who are members of every workspace. */
function responsesFor(people, workspaces) {
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
  const responses = [
    ["/users/me", { ...users[0], isOrganizationOwner: true, organizationOwner: users[0] }],
    ...pages,
    ["/organizations/kwob3J/invites", []],
    ["/organizations/kwob3J/users", users],
  ];
  return new Map(responses.map(([path, body]) => [path, JSON.stringify(body)]));
}

/** Returns how long a process takes, in milliseconds. It must not block this process, in which the server runs. */
async function timed(args, env) {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], env });
  const [exit] = await once(child, "close");
  if (exit !== 0) throw new Error(`${args[0]} ended with ${exit}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Measures a plan with live data of people in every workspace, the plan without it, and a process that only reads the same pages. */
export async function benchLive({ program, folder, file, median }, people = 10_000, workspaces = 40) {
  const responses = responsesFor(people, workspaces);
  const server = createServer((request, response) => {
    const body = responses.get(request.url ?? "");
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(body);
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
      times.read.push(await timed([script, ...responses.keys()], env));
    }
  } finally {
    server.close();
  }
  const [live, plan, read] = [times.live, times.plan, times.read].map(median);
  const bytes = [...responses.values()].reduce((sum, body) => sum + body.length, 0);
  console.log(
    `\nlive data of ${people} members in ${workspaces} workspaces each, ${(bytes / 1e6).toFixed(0)} MB of responses, ms`,
  );
  console.log(
    `plan --live ${live.toFixed(0)}, plan ${plan.toFixed(0)}, only reading and parsing ${read.toFixed(0)}`,
  );
  console.log(`remaining time / reading: ${((live - plan - read) / read).toFixed(2)}`);
}
