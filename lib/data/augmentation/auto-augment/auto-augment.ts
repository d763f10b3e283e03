import type { RandomStream } from '../../../random/index.js';
import type { ImageShape } from '../../dataset.js';
import { cifar10Policy } from './cifar-10-policy.js';
import { operations } from './operations.js';

/**
 * AutoAugment's CIFAR-10 policy on an image of one or three channels, in place: one of 25 sub-policies by chance, each of
 * its two operations with its own probability (Cubuk et al. 2019).
 *
 * Magnitudes, interpolation and the grey of pixels from outside are those of the PyTorch port (DeepVoltaire/AutoAugment)
 * that the long-tailed CIFAR codes use; every operation gives PIL's bytes. Google's own release differs: levels are
 * tenths, shifts are at most ten pixels, enhancement factors run from 0.1 to 1.9, rotation goes both ways, and what comes
 * from outside becomes zero after normalisation.
 */
export function autoAugment(image: Uint8Array, shape: ImageShape, stream: RandomStream): void {
  for (const [operation, probability, level] of cifar10Policy[stream.integer(cifar10Policy.length)]!)
    if (stream.uniform() < probability) operations[operation](image, shape, level, stream);
}
