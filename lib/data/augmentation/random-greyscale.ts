import { z } from 'zod';
import { defineAugmentation } from './augmentation.js';
import { greyscale } from './image-operations/greyscale.js';

/** Takes the colours away from some images. */
export const randomGreyscale = defineAugmentation({
  formula: 'all channels become the brightness 0.299 R + 0.587 G + 0.114 B, with a probability',
  source: 'Chen et al., SimCLR, ICML 2020, appendix A; RandomGrayscale of torchvision',
  papers: ['dbm'],
  options: z.strictObject({ probability: z.number().min(0).max(1).default(0.2).describe('of an image') }),
  create:
    ({ probability }) =>
    (image, [, , channels], stream) => {
      if (stream.uniform() < probability) greyscale(image, channels);
    },
});
