import { z } from 'zod';
import type { RandomStream } from '../../random/index.js';
import { defineAugmentation } from './augmentation.js';
import { type Operation, operations } from './auto-augment/operations.js';
import { rotate } from './image-operations/geometry.js';

/** AutoAugment's ladders of magnitudes end at level 9. */
const topLevel = 9;

/** The paper's fourteen; AutoAugment's port turns one way only, here either way is as likely. */
const choices: readonly Operation[] = [
  () => {},
  (image, shape, level, stream) => rotate(image, shape, (stream.integer(2) === 0 ? -30 : 30) * (level / topLevel)),
  operations.AutoContrast,
  operations.Equalize,
  operations.Solarize,
  operations.Color,
  operations.Posterize,
  operations.Contrast,
  operations.Brightness,
  operations.Sharpness,
  operations.ShearX,
  operations.ShearY,
  operations.TranslateX,
  operations.TranslateY,
];

/** RandAugment: some of AutoAugment's operations by chance, all of the same magnitude. */
export const randAugment = defineAugmentation({
  formula: 'N of 14 operations, uniformly and independently, each at the share M / levels of its largest magnitude',
  source:
    'Cubuk et al., RandAugment, CVPR Workshops 2020, Figure 2; torchvision counts M up to 30; BCL and GML take N = 2, M = 10 of 10 with spread 0.5 and probability 0.5, the defaults of timm',
  papers: ['dbm'],
  options: z
    .strictObject({
      operations: z.number().int().min(0).default(2).describe('N'),
      magnitude: z.number().min(0).default(9).describe('M'),
      levels: z.number().positive().default(10).describe('the M of the largest magnitude'),
      spread: z.number().min(0).default(0).describe('standard deviation of an operation’s magnitude around M'),
      probability: z.number().min(0).max(1).default(1).describe('that an operation drawn is carried out'),
    })
    .refine(({ magnitude, levels }) => magnitude <= levels, 'the magnitude is beyond the levels'),
  create: ({ operations: count, magnitude, levels, spread, probability }) => {
    const drawLevel = (stream: RandomStream) => {
      const drawn = spread > 0 ? magnitude + spread * stream.normal() : magnitude;
      return (topLevel * Math.min(Math.max(drawn, 0), levels)) / levels;
    };
    return (image, shape, stream) => {
      for (let i = 0; i < count; i++) {
        const operation = choices[stream.integer(choices.length)]!;
        if (probability === 1 || stream.uniform() < probability) operation(image, shape, drawLevel(stream), stream);
      }
    };
  },
});
