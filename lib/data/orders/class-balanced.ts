import { InputError } from '../../errors.js';
import type { RandomStream } from '../../random/index.js';
import { randomCycle } from './cycle.js';

export interface ClassBalancedOrderOptions {
  /** Images in the epoch; default as many as there are labels. */
  length?: number;
  /** Consecutive images of a class once it is chosen; default 1, and 4 in the class-aware sampler of Kang et al. and MiSLAS. */
  imagesPerDraw?: number;
  /** `drawn`: each class independently, uniformly (default); `cycled`: all classes in a random order, again and again, as the class-aware sampler does. */
  classes?: 'drawn' | 'cycled';
}

/**
 * An epoch in which every class is equally likely: a class is chosen, then one of its images. Within a class no image
 * comes again before all others have come. Classes without an image take no part.
 *
 * @param labels class of each image; the result holds positions in it.
 * @throws InputError when there are no images or the length or the images per draw are not positive whole numbers.
 */
export function classBalancedOrder(
  stream: RandomStream,
  labels: ArrayLike<number>,
  { length = labels.length, imagesPerDraw = 1, classes = 'drawn' }: ClassBalancedOrderOptions = {},
): Int32Array {
  for (const [what, value] of Object.entries({ length, imagesPerDraw }))
    if (!Number.isInteger(value) || value < 1)
      throw new InputError(`The ${what} of a class-balanced epoch is ${value}: give a positive whole number.`);
  const members = new Map<number, number[]>();
  for (let position = 0; position < labels.length; position++) {
    const label = labels[position]!;
    const positions = members.get(label);
    if (positions) positions.push(position);
    else members.set(label, [position]);
  }
  if (members.size === 0) throw new InputError('A class-balanced epoch was asked of no images: give at least one.');
  const present = [...members.keys()].sort((a, b) => a - b);
  const nextImage = new Map(present.map((label) => [label, randomCycle(stream, members.get(label)!)]));
  const nextClass =
    classes === 'cycled' ? randomCycle(stream, present) : () => present[stream.integer(present.length)]!;
  const order = new Int32Array(length);
  let label = 0;
  for (let i = 0; i < length; i++) {
    if (i % imagesPerDraw === 0) label = nextClass();
    order[i] = nextImage.get(label)!();
  }
  return order;
}
