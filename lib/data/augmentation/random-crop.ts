import { z } from 'zod';
import { defineAugmentation } from './augmentation.js';
import { shift } from './image-operations/shift.js';

/** Pads an image with black, which is not zero after normalisation, and cuts a random window of the old size. */
export const randomCrop = defineAugmentation({
  formula: 'a window of the image’s size, uniformly among those of the image with a border of black pixels',
  source: 'He et al., Deep Residual Learning, CVPR 2016, section 4.2; RandomCrop(size, padding) of torchvision',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({
    padding: z.number().int().min(0).default(4).describe('black pixels on every side'),
  }),
  create:
    ({ padding }) =>
    (image, shape, stream) => {
      const down = stream.integer(2 * padding + 1) - padding;
      const right = stream.integer(2 * padding + 1) - padding;
      shift(image, shape, { down, right });
    },
});
