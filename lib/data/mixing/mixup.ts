import { z } from 'zod';
import { blend, rowsOf, shuffledRows } from './blend.js';
import { defineMixing } from './mixing.js';

/** Mixup: each image with that of a shuffled copy of the batch, all with the same λ. */
export const mixup = defineMixing({
  formula: 'x̃ = λ x_i + (1 − λ) x_j, ỹ = λ y_i + (1 − λ) y_j, λ ~ Beta(α, α), one λ per batch',
  source: 'Zhang et al., mixup: Beyond Empirical Risk Minimization, ICLR 2018, Algorithm 1',
  papers: ['unimix', 'mislas'],
  options: z.strictObject({
    alpha: z
      .number()
      .positive()
      .default(1)
      .describe('α, shape of the beta distribution; 1 on CIFAR, 0.2 on large data'),
  }),
  create:
    ({ alpha }) =>
    (batch, { stream }) => {
      const lambda = new Float32Array(batch.count).fill(stream.beta(alpha, alpha));
      const others = rowsOf(batch, shuffledRows(stream, batch.count));
      blend(batch, others, lambda);
      return { labels: others.labels, lambda };
    },
});
