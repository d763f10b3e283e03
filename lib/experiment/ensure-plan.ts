import { type EnsureRunOptions, ensureRun } from './ensure-run.js';
import type { Item, PlannedRun, Tier } from './recipe.js';
import type { FoundRun } from './store.js';

/** A planned run with its records, one a seed. */
export interface PlannedResult extends PlannedRun {
  runs: FoundRun[];
}

export interface EnsurePlanOptions extends EnsureRunOptions {
  /** How many seeds, instead of the plan's. */
  seeds?: number;
}

/** The runs of an item at a tier, each found or made, in the plan's order. */
export async function ensurePlan(
  item: Item,
  tier: Tier,
  { seeds = item.plans[tier].seeds, ...options }: EnsurePlanOptions = {},
): Promise<PlannedResult[]> {
  const results: PlannedResult[] = [];
  for (const planned of item.plans[tier].runs) {
    const runs: FoundRun[] = [];
    for (let seed = 0; seed < seeds; seed++) runs.push(await ensureRun(planned.configuration(seed), options));
    results.push({ ...planned, runs });
  }
  return results;
}
