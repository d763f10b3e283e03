import { z } from 'zod';
import { blend, rowsOf, shuffledRows } from './blend.js';
import { defineMixing } from './mixing.js';

/** Mixup whose label leaves a majority class to the minority class that it is mixed with, unless that is hardly seen. */
export const remix = defineMixing({
  formula:
    'x̃ as mixup; λ_y = 0 if n_i / n_j ≥ κ and λ < τ, 1 if n_i / n_j ≤ 1/κ and 1 − λ < τ, otherwise λ; ỹ = λ_y y_i + (1 − λ_y) y_j',
  source: 'Chou et al., Remix: Rebalanced Mixup, ECCV Workshops 2020, eq. 4–6',
  papers: ['unimix', 'mislas'],
  options: z.strictObject({
    alpha: z.number().positive().default(1).describe('α, shape of the beta distribution'),
    kappa: z
      .number()
      .min(1)
      .default(3)
      .describe('κ, from which ratio of class counts on the rarer class takes the label'),
    tau: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('τ, the share of the commoner class below which it does so; 0 is mixup'),
  }),
  create:
    ({ alpha, kappa, tau }) =>
    (batch, { stream, classMembers }) => {
      const lambda = new Float32Array(batch.count).fill(stream.beta(alpha, alpha));
      const others = rowsOf(batch, shuffledRows(stream, batch.count));
      blend(batch, others, lambda);
      const relabelled = lambda.map((share, row) => {
        const [own, other] = [classMembers[batch.labels[row]!]!.length, classMembers[others.labels[row]!]!.length];
        if (own >= kappa * other && share < tau) return 0;
        if (other >= kappa * own && 1 - share < tau) return 1;
        return share;
      });
      return { labels: others.labels, lambda: relabelled };
    },
});
