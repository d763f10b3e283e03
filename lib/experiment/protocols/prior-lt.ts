import { ldam } from './ldam.js';
import type { Protocol } from './protocol.js';

/** UniMix and Bayias: the pipeline of LDAM with batches of 64; the text leaves it to an appendix, the released code has it. */
export const priorLt: Protocol = {
  description: 'Xu et al., 2021 (the released code, Prior-LT): as LDAM, with batches of 64',
  selection: 'best-test-epoch',
  pipeline: (imageCount) => ldam.pipeline(imageCount, { batchSize: 64 }),
};
