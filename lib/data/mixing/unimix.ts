import { z } from 'zod';
import { powersOfShares } from '../samplers/class-counts.js';
import { weightedDraw } from '../samplers/draw.js';
import { blend, rowsOf } from './blend.js';
import { defineMixing, type LabelledBatch, type MixingContext } from './mixing.js';

/**
 * UniMix: the second image of a pair mostly comes from a rare class, and weighs more the rarer that class is. Algorithm 1
 * leaves the last epochs unmixed (`stopEpoch`); the configurations of the released code do not.
 */
export const unimix = defineMixing({
  formula: 'x̃ = ξ* x_i + (1 − ξ*) x_j, ỹ likewise; ξ* = π_j / (π_i + π_j) + Beta(α, α) modulo 1; P(y_j) ∝ π_j^τ',
  source:
    'Xu et al., Towards Calibrated Model (UniMix), NeurIPS 2021, eq. 6, 7 and 9, Algorithm 1; the released code draws from the mini-batch (level: batch)',
  papers: ['unimix'],
  options: z.strictObject({
    alpha: z.number().positive().default(0.8).describe('α, shape of the beta distribution (eq. 6)'),
    tau: z
      .number()
      .default(-1)
      .describe('τ (eq. 9): the exponent of the class prior or, with level batch, of an image’s class count'),
    level: z
      .enum(['class', 'batch'])
      .default('class')
      .describe(
        'class: partners from the training set, P(class j) ∝ π_j^τ (paper); batch: from the mini-batch, P(image) ∝ n^τ with replacement (released code), so that its τ is the paper’s minus one',
      ),
  }),
  create:
    ({ alpha, tau, level }) =>
    (batch, context) => {
      const others = level === 'class' ? fromTrainingSet(batch.count, tau, context) : fromBatch(batch, tau, context);
      const { stream, classMembers } = context;
      const lambda = Float32Array.from(batch.labels, (label, row) => {
        const [own, other] = [classMembers[label]!.length, classMembers[others.labels[row]!]!.length];
        const factor = other / (own + other) + stream.beta(alpha, alpha);
        return factor > 1 ? factor - 1 : factor;
      });
      blend(batch, others, lambda);
      return { labels: others.labels, lambda };
    },
});

function fromTrainingSet(count: number, tau: number, { stream, classMembers, load }: MixingContext): LabelledBatch {
  const present = classMembers.filter((members) => members.length > 0);
  const nextClass = weightedDraw(
    stream,
    powersOfShares(
      present.map((members) => members.length),
      tau,
    ),
  );
  const positions = Int32Array.from({ length: count }, () => {
    const members = present[nextClass()]!;
    return members[stream.integer(members.length)]!;
  });
  return load(positions);
}

function fromBatch(batch: LabelledBatch, tau: number, { stream, classMembers }: MixingContext): LabelledBatch {
  const nextRow = weightedDraw(
    stream,
    powersOfShares(
      Array.from(batch.labels, (label) => classMembers[label]!.length),
      tau,
    ),
  );
  return rowsOf(batch, Int32Array.from({ length: batch.count }, nextRow));
}
