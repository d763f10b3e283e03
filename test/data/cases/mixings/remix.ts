import type { MixingCases } from '../mixing-cases.js';

export default {
  cases: [
    {
      alpha: 1,
      drawn: 'once a batch',
      imageShare: (draw) => draw,
      labelShare(draw, own, other) {
        if (own >= 3 * other) return draw < 0.5 ? 0 : draw;
        if (other >= 3 * own) return draw > 0.5 ? 1 : draw;
        return draw;
      },
    },
    {
      options: { tau: 0, alpha: 0.4 },
      alpha: 0.4,
      drawn: 'once a batch',
      imageShare: (draw) => draw,
      labelShare: (draw) => draw,
    },
  ],
  refuses: [[{ kappa: 0.5 }, "The option 'kappa' of mixing remix cannot be used"]],
} satisfies MixingCases;
