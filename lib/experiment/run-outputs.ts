import { createAdjustment, type FeatureBank } from '../adjustment/index.js';
import { currentEngine, startEngine } from '../engine/index.js';
import { InputError } from '../errors.js';
import { parseConfiguration } from './configuration.js';
import { shiftedBank } from './shifted-bank.js';
import { type FoundRun, RunStore } from './store.js';

/** What a run's classifier says of every image of a split, and the features that it says it of. */
export interface RunOutputs {
  /** [count × classCount], row-major. */
  logits: Float32Array;
  labels: Int32Array;
  /** [count × featureSize], row-major. */
  features: Float32Array;
  featureSize: number;
  /** Classifier of stage one, [classCount × featureSize]. */
  classWeights: Float32Array;
  classCount: number;
  /** Training images of each class. */
  classCounts: number[];
  count: number;
}

export interface RunOutputsOptions {
  /** Default 'test'. */
  split?: 'train' | 'test';
  /** Default: a store at `LONGTAIL_STORE` or `.store`. */
  store?: RunStore;
  /** Folder of the data sets, for shifted batch normalisation. Default: the data room's. */
  dataFolder?: string;
}

/**
 * The logits and features of a run, from its feature bank; the classifier of a stage-two run is fitted to it again, which
 * gives the same one.
 *
 * @throws InputError when the bank is not at hand, as of a committed record without its own.
 */
export async function runOutputs(
  run: FoundRun,
  { split = 'test', store = new RunStore(), dataFolder }: RunOutputsOptions = {},
): Promise<RunOutputs> {
  const configuration = parseConfiguration(run.record.configuration);
  const bank = await featureBankOf(run, { store, dataFolder });
  const { name, options } =
    configuration.stage === 'one' ? { name: 'unadjusted', options: {} } : configuration.adjustment;
  const classifier = await createAdjustment(name, options, { seed: configuration.seed }).fit(bank);
  const { features, labels, count } = bank[split];
  return {
    logits: await classifier.logits(bank, split),
    labels,
    features,
    featureSize: bank.featureSize,
    classWeights: bank.head.weight,
    classCount: bank.classCounts.length,
    classCounts: bank.classCounts,
    count,
  };
}

/**
 * The features that a run's classifier reads, of both splits, and the classifier of its stage one.
 *
 * @throws InputError when the bank is not at hand.
 */
export async function featureBankOf(
  run: FoundRun,
  { store = new RunStore(), dataFolder }: Omit<RunOutputsOptions, 'split'> = {},
): Promise<FeatureBank> {
  await startEngine();
  const configuration = parseConfiguration(run.record.configuration);
  if (configuration.stage === 'one') return store.bankOf(run);
  const base = store.find(configuration.base, currentEngine().class);
  if (!base) throw new InputError(`The stage-one run under "${run.record.description}" is not at hand: make it first.`);
  if (!configuration.shiftBatchNorm) return store.bankOf(base);
  const weights = await store.weightsOf(base);
  return (await shiftedBank(configuration, configuration.shiftBatchNorm, { weights, dataFolder })).bank;
}
