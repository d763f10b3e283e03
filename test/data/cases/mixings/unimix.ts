import type { MixingCases } from '../mixing-cases.js';

/** The piece of eq. 6 that a draw falls into, solved for ξ*. */
function factor(draw: number, own: number, other: number): number {
  const centre = other / (own + other);
  return draw <= 1 - centre ? centre + draw : centre - (1 - draw);
}

export default {
  cases: [
    { alpha: 0.8, drawn: 'for each image', imageShare: factor, labelShare: factor, fromTrainingSet: true },
    {
      options: { level: 'batch', tau: -0.5, alpha: 0.3 },
      alpha: 0.3,
      drawn: 'for each image',
      imageShare: factor,
      labelShare: factor,
    },
  ],
  refuses: [[{ level: 'image' }, "The option 'level' of mixing unimix cannot be used"]],
} satisfies MixingCases;
