import { startEngine } from '../engine/index.js';
import { runsAtHand } from './at-hand.js';
import { type EnsureRunOptions, ensureRun } from './ensure-run.js';
import { type Item, type PlannedRun, seedsOf, type Tier } from './recipe.js';
import { type FoundRun, RunStore } from './store.js';

/** A planned run with its records, one a seed. */
export interface PlannedResult extends PlannedRun {
  runs: FoundRun[];
}

export interface EnsurePlanOptions extends EnsureRunOptions {
  /** How many seeds, instead of the plan's. */
  seeds?: number;
  /** Leaves out what would have to be trained first. Default: whether the environment sets `LONGTAIL_RECORDED`. */
  recorded?: boolean;
}

/** The runs of an item at a tier, each found or made, in the plan's order. */
export async function ensurePlan(
  item: Item,
  tier: Tier,
  { seeds, recorded = Boolean(process.env.LONGTAIL_RECORDED), ...options }: EnsurePlanOptions = {},
): Promise<PlannedResult[]> {
  const { store = new RunStore(), engine } = options;
  const results: PlannedResult[] = [];
  const plan = item.plans[tier];
  const { class: engineClass } = await startEngine({ engine });
  for (const planned of recorded ? runsAtHand(plan, { store, engineClass, seeds }) : plan.runs) {
    const runs: FoundRun[] = [];
    for (const seed of seedsOf(planned, plan, seeds))
      runs.push(await ensureRun(planned.configuration(seed), { ...options, store }));
    results.push({ ...planned, runs });
  }
  return results;
}
