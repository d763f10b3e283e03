import { z } from 'zod';
import { defineAugmentation } from './augmentation.js';

/**
 * Blackens a square around a random pixel; what lies outside of the image is lost, so that the square may be smaller at
 * the border. Black is zero before normalisation.
 */
export const cutout = defineAugmentation({
  formula: 'a square around a uniformly random pixel becomes black',
  source: 'DeVries and Taylor, Improved Regularization with Cutout, 2017, one hole; side 16 as the papers use on CIFAR',
  papers: ['marc', 'dbm'],
  options: z.strictObject({
    size: z.number().int().min(0).default(16).describe('side of the square in pixels'),
  }),
  create:
    ({ size }) =>
    (image, [height, width, channels], stream) => {
      const top = stream.integer(height) - Math.floor(size / 2);
      const left = stream.integer(width) - Math.floor(size / 2);
      const [start, end] = [Math.max(0, left), Math.min(width, left + size)];
      for (let row = Math.max(0, top); row < Math.min(height, top + size); row++)
        image.fill(0, (row * width + start) * channels, (row * width + end) * channels);
    },
});
