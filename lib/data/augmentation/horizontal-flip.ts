import { z } from 'zod';
import type { ImageShape } from '../dataset.js';
import { defineAugmentation } from './augmentation.js';

/** Mirrors an image left to right with probability one half. */
export const horizontalFlip = defineAugmentation({
  formula: 'the image mirrored left to right, with probability 1/2',
  source: 'common practice; RandomHorizontalFlip of torchvision',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({}),
  create: () => (image, shape, stream) => {
    if (stream.integer(2) === 1) mirror(image, shape);
  },
});

function mirror(image: Uint8Array, [height, width, channels]: ImageShape): void {
  for (let row = 0; row < height; row++) {
    let left = row * width * channels;
    let right = left + (width - 1) * channels;
    for (; left < right; left += channels, right -= channels) {
      for (let channel = 0; channel < channels; channel++) {
        const kept = image[left + channel]!;
        image[left + channel] = image[right + channel]!;
        image[right + channel] = kept;
      }
    }
  }
}
