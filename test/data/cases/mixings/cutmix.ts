import type { MixingCases } from '../mixing-cases.js';

/** On images of one pixel a box is all of it or, its side rounded down, nothing. */
export default {
  cases: [
    { alpha: 1, drawn: 'once a batch', imageShare: (draw) => Math.ceil(draw), labelShare: (draw) => Math.ceil(draw) },
  ],
  refuses: [[{ probability: 1.5 }, "The option 'probability' of mixing cutmix cannot be used"]],
} satisfies MixingCases;
