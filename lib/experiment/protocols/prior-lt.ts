import { ldam } from './ldam.js';
import type { Protocol } from './protocol.js';

/** UniMix and Bayias: the pipeline of LDAM with batches of 64; the text leaves it to an appendix, the released code has it. */
export const priorLt: Protocol = {
  description:
    'Xu et al., 2021 (the released code, Prior-LT), as Cao et al., 2019, but with batches of 64: 200 epochs; a rate of 0.1 that rises over five epochs and falls to a hundredth after 160 and to a ten-thousandth after 180; weight decay 2e-4; crop, flip',
  selection: 'best-test-epoch',
  pipeline: (imageCount) => ldam.pipeline(imageCount, { batchSize: 64 }),
};
