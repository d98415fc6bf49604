import { createEmulator } from "emulate";
import { EmulatedHub, seed, stepTokens } from "./github-hub.ts";
import type { Hub } from "./github-model.ts";
import { GithubProxy } from "./github-proxy.ts";
import { startPrism } from "./prism.ts";

/** Starts the emulator, Prism in front of it if `prism` is true, and the proxy in front of both, each on a free port. */
export async function startHub(options: { readonly prism?: boolean } = {}): Promise<Hub> {
  const emulator = await createEmulator({ service: "github", port: 0, hostname: "127.0.0.1", seed });
  // Its URL has the host localhost, which may resolve to an address that it doesn't listen on.
  const direct = `http://127.0.0.1:${new URL(emulator.url).port}`;
  const prism = options.prism ? await startPrism(direct) : undefined;
  const proxy = new GithubProxy(prism?.url ?? direct, stepTokens);
  await proxy.listen();
  const hub = new EmulatedHub(proxy, direct, async () => {
    await proxy.close();
    await prism?.close();
    await emulator.close();
  });
  await hub.prepare();
  return hub;
}
