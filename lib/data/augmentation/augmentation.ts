import type { z } from 'zod';
import type { MethodDescription } from '../../method.js';
import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';

/** Changes an image by chance, in place, before normalisation; one channel, or red, green and blue. */
export type Augmentation = (image: Uint8Array, shape: ImageShape, stream: RandomStream) => void;

/** How a run configuration reaches an augmentation. */
export interface AugmentationDefinition<Schema extends z.ZodObject = z.ZodObject> extends MethodDescription {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  create(options: z.output<Schema>): Augmentation;
}

/** Gives `create` the type of its schema's output; the returned definition is what the registry lists. */
export function defineAugmentation<Schema extends z.ZodObject>(
  definition: AugmentationDefinition<Schema>,
): AugmentationDefinition {
  return definition as unknown as AugmentationDefinition;
}
