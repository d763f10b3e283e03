import { z } from 'zod';
import { defineAugmentation } from './augmentation.js';
import { cifar10Policy } from './auto-augment/cifar-10-policy.js';
import { operations } from './auto-augment/operations.js';

/**
 * AutoAugment: one of a policy's sub-policies by chance, each of its two operations with its own probability.
 *
 * Magnitudes, interpolation and the grey of pixels from outside are those of the PyTorch port (DeepVoltaire/AutoAugment)
 * that the long-tailed CIFAR codes use; every operation gives PIL's bytes. Google's own release differs: levels are
 * tenths, shifts are at most ten pixels, enhancement factors run from 0.1 to 1.9, rotation goes both ways, and what comes
 * from outside becomes zero after normalisation.
 */
export const autoAugment = defineAugmentation({
  formula: 'one of 25 sub-policies, uniformly; each of its two operations with its own probability and level',
  source: 'Cubuk et al., AutoAugment, CVPR 2019, Tables 6 and 7; magnitudes of the port that long-tailed codes use',
  papers: ['marc', 'dbm'],
  options: z.strictObject({
    policy: z.enum(['cifar-10']).default('cifar-10').describe('the data set that the policy was found on'),
  }),
  create: () => (image, shape, stream) => {
    for (const [operation, probability, level] of cifar10Policy[stream.integer(cifar10Policy.length)]!)
      if (stream.uniform() < probability) operations[operation](image, shape, level, stream);
  },
});
