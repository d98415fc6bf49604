import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { compare, table } from "./measure.js";

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

/**
 * Compares the commands that read Tally with a process that only reads and parses the same pages. The organization has `people`
 * members in every workspace, and `file` is a members.yaml with the same workspaces.
 */
export async function benchLive({ program, folder, file, people, workspaces = 40 }) {
  const responses = responsesFor(people, workspaces);
  const server = createServer((request, response) => {
    const body = responses.get(request.url ?? "");
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const env = { TALLY_API_KEY: "tly-bench", TALLY_API_URL: `http://127.0.0.1:${server.address().port}` };
  const script = join(folder, "read-only.cjs");
  writeFileSync(script, readOnly);
  const rollcall = (...args) => ({ args: [program, ...args, "--config", file], env });
  const read = { args: [script, ...responses.keys()], env };
  const bytes = [...responses.values()].reduce((sum, body) => sum + body.length, 0);
  const size = (bytes / 1e6).toFixed(0);
  table(`Tally with ${people} members in ${workspaces} workspaces each, ${size} MB of responses`);
  try {
    for (const args of [["plan", "--live"], ["drift"]])
      await compare(`${args.join(" ")} / only reading`, rollcall(...args), read, { rounds: 3 });
  } finally {
    server.close();
  }
}
