import { currentEngine, startEngine } from '../engine/index.js';
import { parseConfiguration, type RunConfiguration, stageOneOf } from './configuration.js';
import { type Plan, type PlannedRun, seedsOf } from './recipe.js';
import { type FoundRun, RunStore } from './store.js';

/** Whether a run's record can be read here, or made in seconds from a model that can. */
function isAtHand(configuration: RunConfiguration, store: RunStore, engineClass: string): boolean {
  return store.find(configuration, engineClass) !== null || baseIsAtHand(configuration, store, engineClass);
}

/** The runs of a plan of which every seed is at hand. */
export function runsAtHand(
  plan: Plan,
  { store, engineClass, seeds }: { store: RunStore; engineClass: string; seeds?: number },
): PlannedRun[] {
  return plan.runs.filter((run) =>
    seedsOf(run, plan, seeds).every((seed) =>
      isAtHand(parseConfiguration(run.configuration(seed)), store, engineClass),
    ),
  );
}

/** Whether a stage-two run can start from what is here. */
export function baseIsAtHand(configuration: RunConfiguration, store: RunStore, engineClass: string): boolean {
  const base = configuration.stage === 'two' ? store.find(configuration.base, engineClass) : null;
  return base !== null && holdsBase(configuration, base, store);
}

/** Whether what stage two starts from can be read here: the bank, or the weights where a new bank is made of them. */
export function holdsBase(configuration: RunConfiguration, base: FoundRun, store: RunStore): boolean {
  const shifts = configuration.stage === 'two' && configuration.shiftBatchNorm !== undefined;
  return shifts ? store.hasWeights(base) : store.hasBank(base);
}

/** Whether the features that a run's classifier reads can be read here, as `runOutputs` and sweeps do. */
export async function hasFeatures(
  { record }: FoundRun,
  { store = new RunStore() }: { store?: RunStore } = {},
): Promise<boolean> {
  await startEngine();
  const configuration = parseConfiguration(record.configuration);
  const base = store.find(stageOneOf(configuration), currentEngine().class);
  return base !== null && holdsBase(configuration, base, store);
}
