import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { rowNorms } from '../row-norms.js';
import { settleTau, tauOption } from './choose-tau.js';
import { defineAdjustment } from './definition.js';
import type { FeatureBank } from './feature-bank.js';
import { linearClassifier, scaledHead } from './linear-classifier.js';

/** Post-hoc weight normalisation, with ν = ‖w‖ the τ-normalised classifier. */
export const weightNormalisation = defineAdjustment({
  formula: 'w_y · z / ν_y^τ, ν_y = ‖w_y‖ or π_y',
  source:
    'Kang et al., Decoupling Representation and Classifier for Long-Tailed Recognition, ICLR 2020, eq. 10, called τ-norm in tables; with the prior Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 3. The released code of Kang et al. drops the bias, as their equation does, and reports the best of τ = 0, 0.1, … 2 on the test features; here none is chosen there.',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({
    tau: tauOption('τ, how much of ν is divided away: 0 none, 1 all of it'),
    by: z
      .enum(['weight-norm', 'prior'])
      .default('weight-norm')
      .describe('ν: the norm of the class’s weights, or the share of the class in the training set'),
    bias: z
      .enum(['dropped', 'divided'])
      .default('dropped')
      .describe(
        'what becomes of the bias: left out (Kang et al.), or divided as the rest of the logit (Menon et al., eq. 3)',
      ),
  }),
  fit: async (bank, { tau: wanted, by, bias }, { seed }) => {
    const head = { weight: bank.head.weight, bias: bias === 'dropped' ? null : bank.head.bias };
    const nu = divisors(bank, by);
    const scalesOf = (tau: number) => nu.map((divisor) => divisor ** -tau);
    const adjust = (logits: tf.Tensor2D, tau: number) => tf.mul<tf.Tensor2D>(logits, tf.tensor1d(scalesOf(tau)));
    const { tau, parameters } = await settleTau(wanted, { bank, head, adjust, seed });
    const scales = scalesOf(tau);
    return linearClassifier(scaledHead(head, scales), {
      classCount: scales.length,
      parameters: { scales, ...parameters },
    });
  },
});

/** ν of every class. @throws InputError for a class whose weights are all zero. */
function divisors({ head, classCounts }: FeatureBank, by: 'weight-norm' | 'prior'): number[] {
  if (by === 'prior') {
    const total = classCounts.reduce((sum, count) => sum + count, 0);
    return classCounts.map((count) => count / total);
  }
  const norms = rowNorms(head.weight, { rowCount: classCounts.length });
  const zero = norms.indexOf(0);
  if (zero >= 0)
    throw new InputError(`The weights of class ${zero} are all zero and cannot be normalised: train the head.`);
  return [...norms];
}
