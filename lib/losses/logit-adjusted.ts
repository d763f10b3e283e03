import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { batchMean } from './batch-mean.js';
import { defineLoss, type Loss } from './loss.js';
import { classPrior } from './prior.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

export interface LogitAdjustmentOptions {
  /** τ, strength of the adjustment. */
  tau: number;
  /** π′, what the classes' shares will be at test: `uniform`, or one share above zero for each class. */
  targetPrior: 'uniform' | readonly number[];
  /** `exact` is τ log π; `released` is log(π^τ + 1e-12). */
  logarithm?: 'exact' | 'released';
}

/** The schema of the option π′. */
export const targetPriorOption = z
  .union([z.literal('uniform'), z.array(z.number().positive()).min(1)])
  .default('uniform')
  .describe('π′, the shares of the classes at test: uniform, or one share above zero for each class');

/**
 * Softmax cross-entropy of z + τ log(π / π′); only training sees the priors, the model is evaluated on its raw logits.
 *
 * @throws InputError for a target prior of another number of classes.
 */
export function logitAdjustedLoss(
  counts: readonly number[],
  { tau, targetPrior, logarithm = 'exact' }: LogitAdjustmentOptions,
): Loss {
  if (targetPrior !== 'uniform' && targetPrior.length !== counts.length) {
    throw new InputError(
      `The targetPrior has ${targetPrior.length} shares for ${counts.length} classes: give one share for each class.`,
    );
  }
  const adjustment = classPrior(counts).map((prior, k) => {
    const trained = logarithm === 'released' ? Math.log(prior ** tau + 1e-12) : tau * Math.log(prior);
    return targetPrior === 'uniform' ? trained : trained - tau * Math.log(targetPrior[k]!);
  });
  return batchMean(({ logits }, labels) =>
    softmaxCrossEntropy(tf.add(logits, tf.tensor1d(adjustment, 'float32')), labels),
  );
}

/** Logit-adjusted loss; with τ = 1 it is balanced softmax, where the theorem stands, and with τ = 0 cross-entropy. */
export const logitAdjustedDefinition = defineLoss({
  formula: '−log softmax(z + τ log(π / π′))_y',
  source:
    'Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 10; logarithm: released as their code, less than 1e-7 away while π^τ > 1e-5',
  papers: ['logit-adjustment', 'unimix', 'marc', 'dbm'],
  options: z.strictObject({
    tau: z.number().default(1).describe('τ, strength of the adjustment (eq. 10); 0 is cross-entropy'),
    targetPrior: targetPriorOption,
    logarithm: z
      .enum(['exact', 'released'])
      .default('exact')
      .describe('τ log π, or log(π^τ + 1e-12) as the released code'),
  }),
  create: (options, { counts }) => logitAdjustedLoss(counts, options),
});
