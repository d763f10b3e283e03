import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { ensureEngine } from '../engine/index.js';
import { softmaxCrossEntropy } from '../losses/index.js';
import { randomStream } from '../random/index.js';
import type { FeatureBank, LinearHead } from './feature-bank.js';
import { gatherRows } from './gather-rows.js';
import { headTensors, linearLogits } from './linear-classifier.js';
import { chunkRows, toTensors } from './predictor.js';

const criteria = ['balanced-accuracy', 'accuracy', 'balanced-log-likelihood'] as const;

const choice = z.strictObject({
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(0.2)
    .describe('share of each class in the held-out split of the training set, at least one sample; 1 takes all'),
  grid: z
    .array(z.number())
    .min(1)
    .default(Array.from({ length: 31 }, (_, i) => i / 10))
    .describe('the values that are tried; of equally good ones the first is taken'),
  criterion: z
    .enum(criteria)
    .default('balanced-accuracy')
    .describe(
      'what is to be largest: the mean recall of the classes, the share of hits, or the mean log-likelihood by class',
    ),
});

/**
 * The option τ: a number, or how it is chosen on a held-out split of the training set. The test split plays no part.
 *
 * Stage one has seen the held-out samples too, unless it was trained without them: on a model that knows its training
 * set by heart, the criterion says little.
 */
export const tauOption = (meaning: string) =>
  z
    .union([z.number(), choice])
    .default(1)
    .describe(`${meaning}; or { share, grid, criterion } to choose it on a held-out split of the training set`);

export interface TauOfBank {
  bank: FeatureBank;
  /** The classifier that is adjusted. */
  head: LinearHead;
  /** Its logits [n, K] adjusted with a τ. */
  adjust: (logits: tf.Tensor2D, tau: number) => tf.Tensor2D;
  seed: number;
}

export interface ChosenTau {
  tau: number;
  /** What a reader may want to see: τ itself and, where it was chosen, the grid with the criterion's values. */
  parameters: Record<string, number[]>;
}

/** τ as it was given, or the best of its grid on the held-out split. */
export async function settleTau(tau: z.output<ReturnType<typeof tauOption>>, task: TauOfBank): Promise<ChosenTau> {
  if (typeof tau === 'number') return { tau, parameters: { tau: [tau] } };
  const { grid, criterion, share } = tau;
  const criterionByTau = await scores(grid, criterion, heldOutRows(task.bank, share, task.seed), task);
  const best = grid[criterionByTau.indexOf(Math.max(...criterionByTau))]!;
  return { tau: best, parameters: { tau: [best], grid: [...grid], criterion: criterionByTau } };
}

/** A share of each class, drawn without regard to the order of the classes. */
export function heldOutRows({ train, classCounts }: FeatureBank, share: number, seed: number): Int32Array {
  const order = randomStream(seed, 'stage two', 'held-out').shuffle(Int32Array.from(train.labels.keys()));
  const available = new Int32Array(classCounts.length);
  for (const label of train.labels) available[label]!++;
  const wanted = available.map((count) => Math.max(1, Math.round(share * count)));
  return order.filter((row) => wanted[train.labels[row]!]!-- > 0).sort();
}

/** The criterion of every τ; logits stand in memory chunk by chunk. */
async function scores(
  grid: readonly number[],
  criterion: (typeof criteria)[number],
  rows: Int32Array,
  { bank, head, adjust }: TauOfBank,
): Promise<number[]> {
  await ensureEngine();
  const { featureSize, train, classCounts } = bank;
  const sums = grid.map(() => new Float64Array(classCounts.length));
  const counts = new Int32Array(classCounts.length);
  const tensors = toTensors(headTensors(head, classCounts.length));
  const step = chunkRows(featureSize, classCounts.length);
  try {
    for (let start = 0; start < rows.length; start += step) {
      const { features, labels } = gatherRows(train, rows.subarray(start, start + step), featureSize);
      for (const label of labels) counts[label]!++;
      const logits = tf.tidy(() =>
        linearLogits(tf.tensor2d(features, [labels.length, featureSize]), tensors.weight, tensors.bias),
      );
      for (const [i, tau] of grid.entries()) {
        const merits = tf.tidy(() => {
          const truth = tf.tensor1d(labels, 'int32');
          const adjusted = adjust(logits, tau);
          return criterion === 'balanced-log-likelihood'
            ? tf.neg(softmaxCrossEntropy(adjusted, truth))
            : tf.equal(tf.argMax(adjusted, 1), truth);
        });
        (await merits.data()).forEach((merit, sample) => {
          sums[i]![labels[sample]!]! += merit;
        });
        merits.dispose();
      }
      logits.dispose();
    }
  } finally {
    tf.dispose(tensors);
  }
  return sums.map((byClass) => {
    if (criterion === 'accuracy') return byClass.reduce((sum, hits) => sum + hits, 0) / rows.length;
    const present = [...counts.keys()].filter((k) => counts[k]! > 0);
    return present.reduce((sum, k) => sum + byClass[k]! / counts[k]!, 0) / present.length;
  });
}
