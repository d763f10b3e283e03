import { z } from 'zod';
import { shuffledRows } from './blend.js';
import { defineMixing } from './mixing.js';

/** Mixup of features instead of images: chooses the partners and λ, training mixes the features. */
export const manifoldMixup = defineMixing({
  formula: 'g̃ = λ g(x_i) + (1 − λ) g(x_j), ỹ = λ y_i + (1 − λ) y_j, λ ~ Beta(α, α), one λ per batch',
  source: 'Verma et al., Manifold Mixup, ICML 2019, eq. 1',
  papers: ['unimix', 'mislas'],
  options: z.strictObject({
    alpha: z.number().positive().default(1).describe('α, shape of the beta distribution'),
  }),
  create:
    ({ alpha }) =>
    ({ labels, count }, { stream }) => {
      const lambda = new Float32Array(count).fill(stream.beta(alpha, alpha));
      const partners = shuffledRows(stream, count);
      return { labels: partners.map((row) => labels[row]!), lambda, partners };
    },
});
