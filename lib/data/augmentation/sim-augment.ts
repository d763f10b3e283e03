import { z } from 'zod';
import { defineAugmentation } from './augmentation.js';
import { colourJitter } from './colour-jitter.js';
import { gaussianBlur } from './gaussian-blur.js';
import { horizontalFlip } from './horizontal-flip.js';
import { randomGreyscale } from './random-greyscale.js';
import { randomResizedCrop } from './random-resized-crop.js';

/** SimAugment: what contrastive learning does to its views, the whole of it. */
export const simAugment = defineAugmentation({
  formula: 'random-resized-crop, horizontal-flip, colour-jitter, random-greyscale, gaussian-blur',
  source:
    'Chen et al., SimCLR, ICML 2020, appendix A; probabilities and strengths of BCL (Zhu et al., CVPR 2022), whose released code does not blur; PaCo has hue 0, jitterProbability 1 and blurProbability 0.5',
  papers: ['dbm'],
  options: z.strictObject({
    smallest: z
      .number()
      .positive()
      .max(1)
      .default(0.08)
      .describe('least share of the image’s area in the crop; 0.2 on CIFAR'),
    strength: z.number().min(0).default(0.4).describe('largest change of brightness, contrast and saturation'),
    hue: z.number().min(0).max(0.5).default(0.1).describe('largest turn of the hue'),
    jitterProbability: z.number().min(0).max(1).default(0.8).describe('of changing the colours'),
    greyProbability: z.number().min(0).max(1).default(0.2).describe('of taking the colours away'),
    blurProbability: z.number().min(0).max(1).default(0).describe('of blurring by σ ~ U[0.1, 2]'),
  }),
  create: ({ smallest, strength, hue, jitterProbability, greyProbability, blurProbability }) => {
    const steps = [
      randomResizedCrop.create({ smallest, ratio: 4 / 3 }),
      horizontalFlip.create({}),
      colourJitter.create({
        brightness: strength,
        contrast: strength,
        saturation: strength,
        hue,
        probability: jitterProbability,
      }),
      randomGreyscale.create({ probability: greyProbability }),
      gaussianBlur.create({ weakest: 0.1, strongest: 2, probability: blurProbability }),
    ];
    return (image, shape, stream) => {
      for (const step of steps) step(image, shape, stream);
    };
  },
});
