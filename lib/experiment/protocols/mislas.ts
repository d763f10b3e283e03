import { ldam } from './ldam.js';
import type { Protocol } from './protocol.js';

/** Stage one of MiSLAS: the pipeline of LDAM with a milder decay, as in its configurations; weight decay 2e-4 there, though its README recommends 5e-4. */
export const mislas: Protocol<{ weightDecay?: number }> = {
  description:
    'Zhong et al., 2021, stage one: as LDAM, but the rate falls to a tenth after 160 epochs and to a hundredth after 180',
  selection: 'best-test-epoch',
  pipeline: (imageCount, { weightDecay = 2e-4 } = {}) => ({
    ...ldam.pipeline(imageCount, { factors: [0.1, 0.01] }),
    optimizer: { weightDecay },
  }),
};
