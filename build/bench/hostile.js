import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostileFiles } from "../hostile-files.js";
import { compare, table } from "./measure.js";
import { writeForgotten } from "./state.js";

const oneRun = { rounds: 1 };

/** Measures hostile files and a fourth of each. A ratio of about 4 means that the time grows with the size. */
export async function benchHostile({ program, folder }) {
  const validate = (name, bytes) => {
    const path = join(folder, `hostile-${bytes}.yaml`);
    const prepare = () => writeFileSync(path, hostileFiles[name](bytes));
    return { args: [program, "validate", "--config", path], prepare, statuses: [0, 1] };
  };
  table("validate of files that are designed to take long, 400 kB / 100 kB");
  for (const name of Object.keys(hostileFiles))
    await compare(name, validate(name, 400_000), validate(name, 100_000), oneRun);

  table("the same, in full size / a fourth of it");
  for (const [name, bytes, limits] of [
    ["tags with a name", 15_000_000],
    ["aliases without an anchor", 8_000_000],
    ["anchors of one value", 8_000_000],
    ["groups of all workspaces", 12_000_000, { seconds: 1.5 }],
  ]) {
    const title = `${name}, ${bytes / 1e6} MB`;
    await compare(title, validate(name, bytes), validate(name, bytes / 4), { ...oneRun, ...limits });
  }
  const config = join(folder, "nobody.yaml");
  const plan = calls => {
    const state = join(folder, `forgotten-${calls}.jsonl`);
    writeForgotten(state, calls);
    return { args: [program, "plan", "--config", config, "--state", state] };
  };
  writeFileSync(config, "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers: []\n");
  await compare("plan with 20,000 open calls, as many forgotten", plan(20_000), plan(5000), { seconds: 0.6 });
}
