import type { MixingCases } from '../mixing-cases.js';

const share = (draw: number) => draw;

export default {
  cases: [1, 0.2].map((alpha) => ({
    options: { alpha },
    alpha,
    drawn: 'once a batch',
    imageShare: share,
    labelShare: share,
  })),
  refuses: [[{ alpha: 0 }, "The option 'alpha' of mixing mixup cannot be used"]],
} satisfies MixingCases;
