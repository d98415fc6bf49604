import type { CampaignReport } from "../test/simulation/campaign.ts";
/** Plays simulated schedules, and returns the reports. */
export function simulate(input: {
  readonly schedules: number;
  readonly seed: number;
  readonly replay?: string;
  readonly onReport?: (report: CampaignReport) => void;
}): Promise<readonly CampaignReport[]>;
/** Returns a report as text. */
export function renderReport(report: CampaignReport): string;
