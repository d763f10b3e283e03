import { z } from 'zod';
import { defineAugmentation } from './augmentation.js';
import { cifar10Policy } from './auto-augment/cifar-10-policy.js';
import { imagenetPolicy } from './auto-augment/imagenet-policy.js';
import { operations } from './auto-augment/operations.js';

const policies = { 'cifar-10': cifar10Policy, imagenet: imagenetPolicy };

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
  source: 'Cubuk et al., AutoAugment, CVPR 2019, Tables 6, 7 and 9; magnitudes of the port that long-tailed codes use',
  papers: ['marc', 'dbm'],
  options: z.strictObject({
    policy: z.enum(['cifar-10', 'imagenet']).default('cifar-10').describe('the data set that the policy was found on'),
  }),
  create: (options) => {
    const policy = policies[options.policy];
    return (image, shape, stream) => {
      for (const [operation, probability, level] of policy[stream.integer(policy.length)]!)
        if (stream.uniform() < probability) operations[operation](image, shape, level, stream);
    };
  },
});
