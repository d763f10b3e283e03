import { z } from 'zod';
import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';
import { defineAugmentation } from './augmentation.js';
import { enhanceBrightness, enhanceColour, enhanceContrast } from './image-operations/enhancement.js';
import { turnHue } from './image-operations/hue.js';

const strength = (of: string) =>
  z.number().min(0).default(0.4).describe(`largest change of the ${of}: its factor ~ U[max(0, 1 − s), 1 + s]`);

/** Changes brightness, contrast, saturation and hue by chance, in a random order. */
export const colourJitter = defineAugmentation({
  formula:
    'brightness, contrast and saturation times a factor ~ U[max(0, 1 − s), 1 + s], hue plus ~ U[−h, h], in random order',
  source: 'ColorJitter of torchvision; strengths of Kang et al., ICLR 2020, on large data',
  papers: ['dbm', 'mislas'],
  options: z.strictObject({
    brightness: strength('brightness'),
    contrast: strength('contrast'),
    saturation: strength('saturation'),
    hue: z.number().min(0).max(0.5).default(0).describe('largest turn of the hue, as a share of the colour circle'),
    probability: z.number().min(0).max(1).default(1).describe('of changing an image at all'),
  }),
  create: ({ brightness, contrast, saturation, hue, probability }) => {
    const changes: Change[] = [
      (image, _, stream) => enhanceBrightness(image, factor(stream, brightness)),
      (image, [, , channels], stream) => enhanceContrast(image, channels, factor(stream, contrast)),
      (image, [, , channels], stream) => enhanceColour(image, channels, factor(stream, saturation)),
      (image, [, , channels], stream) => {
        const turns = hue * (2 * stream.uniform() - 1);
        if (channels === 3) turnHue(image, turns);
      },
    ];
    return (image, shape, stream) => {
      if (stream.uniform() >= probability) return;
      for (const change of stream.shuffle([...changes])) change(image, shape, stream);
    };
  },
});

type Change = (image: Uint8Array, shape: ImageShape, stream: RandomStream) => void;

function factor(stream: RandomStream, largestChange: number): number {
  const least = Math.max(0, 1 - largestChange);
  return least + (1 + largestChange - least) * stream.uniform();
}
