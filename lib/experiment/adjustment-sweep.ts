import { createAdjustment } from '../adjustment/index.js';
import { startEngine } from '../engine/index.js';
import { createMetric } from '../metrics/index.js';
import { featureBankOf } from './run-outputs.js';
import { type FoundRun, RunStore } from './store.js';

export interface SweepOptions {
  /** Default: a store at `LONGTAIL_STORE` or `.store`. */
  store?: RunStore;
}

/**
 * The balanced error on the test split, in per cent, of an adjustment with each of many options, on the features that a
 * run's classifier reads. Nothing is recorded: a sweep over the test split chooses nothing that another number rests on.
 *
 * @throws InputError when the feature bank is not at hand, and for unknown options.
 */
export async function sweepAdjustment(
  run: FoundRun,
  adjustment: string,
  options: readonly Readonly<Record<string, unknown>>[],
  { store = new RunStore() }: SweepOptions = {},
): Promise<number[]> {
  await startEngine();
  const bank = await featureBankOf(run, { store });
  const metric = createMetric('balanced-error', { counts: bank.classCounts });
  const errors: number[] = [];
  for (const each of options) {
    const classifier = await createAdjustment(adjustment, each).fit(bank);
    const logits = await classifier.logits(bank);
    errors.push(100 * (metric({ logits, labels: bank.test.labels }) as number));
  }
  return errors;
}
