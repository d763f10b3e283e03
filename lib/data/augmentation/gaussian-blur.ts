import { z } from 'zod';
import { defineAugmentation } from './augmentation.js';
import { gaussianBlur as blur } from './image-operations/gaussian-blur.js';

/** Blurs some images, each by its own standard deviation. */
export const gaussianBlur = defineAugmentation({
  formula: 'convolution with a Gaussian of σ ~ U[weakest, strongest] pixels, with a probability',
  source: 'Chen et al., SimCLR, ICML 2020, appendix A; GaussianBlur of PIL as in MoCo v2',
  papers: ['dbm'],
  options: z
    .strictObject({
      weakest: z.number().positive().default(0.1).describe('smallest σ in pixels'),
      strongest: z.number().positive().default(2).describe('largest σ in pixels'),
      probability: z.number().min(0).max(1).default(0.5).describe('of an image'),
    })
    .refine(({ weakest, strongest }) => weakest <= strongest, 'the weakest blur is beyond the strongest'),
  create:
    ({ weakest, strongest, probability }) =>
    (image, shape, stream) => {
      if (stream.uniform() < probability) blur(image, shape, weakest + (strongest - weakest) * stream.uniform());
    },
});
