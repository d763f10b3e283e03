import { describe, expect, test } from 'vitest';
import { augmentations, createAugmentation, type ImageShape } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';
import { golden } from './golden-image.js';

const shapes: ImageShape[] = [golden.shape, [12, 14, 1], [1, 1, 3], [2, 5, 1]];

describe.each(Object.keys(augmentations))('the augmentation %s', (name) => {
  const augment = createAugmentation(name);

  /** Forty images in a row, as the worker augments them. */
  function images(seed: number, shape: ImageShape): string[] {
    const stream = randomStream(seed, 'augmentation');
    return Array.from({ length: 40 }, () => {
      const image = golden.image().slice(0, shape[0] * shape[1] * shape[2]);
      augment(image, shape, stream);
      return Buffer.from(image).toString('base64');
    });
  }

  test.each(shapes.map((shape) => [shape]))('is the same again by the same seed on images of %j', (shape) => {
    expect(images(1, shape)).toEqual(images(1, shape));
  });

  test('changes images by chance, other ones by another seed', () => {
    const [first, second] = [images(1, golden.shape), images(2, golden.shape)];
    expect(new Set(first).size).toBeGreaterThan(1);
    expect(first).not.toEqual(second);
  });

  test('refuses options that it has not', () => {
    expect(() => createAugmentation(name, { nonsense: 1 })).toThrow(/nonsense/);
  });
});
