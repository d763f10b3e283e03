import { type EnsureRunOptions, ensureRun } from './ensure-run.js';
import { type Item, type PlannedRun, seedsOf, type Tier } from './recipe.js';
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
  { seeds, ...options }: EnsurePlanOptions = {},
): Promise<PlannedResult[]> {
  const results: PlannedResult[] = [];
  const plan = item.plans[tier];
  for (const planned of plan.runs) {
    const runs: FoundRun[] = [];
    for (const seed of seedsOf(planned, plan, seeds)) runs.push(await ensureRun(planned.configuration(seed), options));
    results.push({ ...planned, runs });
  }
  return results;
}
