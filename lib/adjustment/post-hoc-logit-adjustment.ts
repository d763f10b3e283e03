import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { settleTau, tauOption } from './choose-tau.js';
import { defineAdjustment } from './definition.js';
import { linearClassifier, offsetHead } from './linear-classifier.js';

/** Post-hoc logit adjustment: logits − τ log π, with π the class priors of the training set. */
export const postHocLogitAdjustment = defineAdjustment({
  formula: 'f_y(x) − τ log π_y',
  source:
    'Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 9; the released code subtracts log(π^τ + ε) with ε = 1e-12, the option epsilon. The paper reports τ = 1 and sweeps it in Figure 3; section 6.2 would choose it on the training set, as the option tau can.',
  papers: ['logit-adjustment'],
  options: z.strictObject({
    tau: tauOption('τ, strength of the adjustment (eq. 9); 0 leaves the classifier as it is'),
    epsilon: z
      .number()
      .min(0)
      .default(0)
      .describe('ε of log(π^τ + ε): 0 is the equation, 1e-12 the released code; they differ where π^τ is that small'),
  }),
  fit: async (bank, { tau: wanted, epsilon }, { seed }) => {
    const { head, classCounts } = bank;
    const total = classCounts.reduce((sum, count) => sum + count, 0);
    const offsetsOf = (tau: number) =>
      classCounts.map((count) => {
        const logPrior = Math.log(count / total);
        return -(epsilon === 0 ? tau * logPrior : Math.log(Math.exp(tau * logPrior) + epsilon));
      });
    const adjust = (logits: tf.Tensor2D, tau: number) => tf.add<tf.Tensor2D>(logits, tf.tensor1d(offsetsOf(tau)));
    const { tau, parameters } = await settleTau(wanted, { bank, head, adjust, seed });
    const offsets = offsetsOf(tau);
    return linearClassifier(offsetHead(head, offsets), {
      classCount: classCounts.length,
      parameters: { offsets, ...parameters },
    });
  },
});
