import { parentPort, workerData } from "node:worker_threads";
import { type CampaignInput, playCampaign } from "./campaign.ts";

// build/simulation.js bundles this file and starts it with its input. An error ends the worker.
void playCampaign(workerData as CampaignInput).then(report => parentPort?.postMessage(report));
