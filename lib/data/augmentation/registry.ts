import { lookUp, parseOptions } from '../../options.js';
import type { Named } from '../named.js';
import type { Augmentation, AugmentationDefinition } from './augmentation.js';
import { autoAugment } from './auto-augment.js';
import { colourJitter } from './colour-jitter.js';
import { cutout } from './cutout.js';
import { gaussianBlur } from './gaussian-blur.js';
import { horizontalFlip } from './horizontal-flip.js';
import { randAugment } from './rand-augment.js';
import { randomCrop } from './random-crop.js';
import { randomGreyscale } from './random-greyscale.js';
import { randomResizedCrop } from './random-resized-crop.js';
import { simAugment } from './sim-augment.js';

/** Every augmentation that a run configuration can name; the name is the name of its file. */
export const augmentations: Readonly<Record<string, AugmentationDefinition>> = {
  'auto-augment': autoAugment,
  'colour-jitter': colourJitter,
  cutout,
  'gaussian-blur': gaussianBlur,
  'horizontal-flip': horizontalFlip,
  'rand-augment': randAugment,
  'random-crop': randomCrop,
  'random-greyscale': randomGreyscale,
  'random-resized-crop': randomResizedCrop,
  'sim-augment': simAugment,
};

/**
 * The options of an augmentation with every default filled in, as a run records them.
 *
 * @throws InputError for an unknown augmentation or option, with a suggestion, and for a value that the schema refuses.
 */
export function augmentationOptions(name: string, options: Named['options'] = {}): Record<string, unknown> {
  return parseOptions(lookUp(augmentations, name, 'augmentation').options, options, `augmentation ${name}`);
}

/**
 * The augmentation of that name.
 *
 * @throws InputError as `augmentationOptions`.
 */
export function createAugmentation(name: string, options: Named['options'] = {}): Augmentation {
  const settled = augmentationOptions(name, options);
  return augmentations[name]!.create(settled);
}
