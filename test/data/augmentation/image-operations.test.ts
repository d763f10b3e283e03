import { describe, expect, test } from 'vitest';
import { cropAndResize } from '../../../lib/data/augmentation/image-operations/crop-and-resize.js';
import { gaussianBlur } from '../../../lib/data/augmentation/image-operations/gaussian-blur.js';
import { greyscale } from '../../../lib/data/augmentation/image-operations/greyscale.js';
import { turnHue } from '../../../lib/data/augmentation/image-operations/hue.js';
import { createAugmentation, type ImageShape } from '../../../lib/data/index.js';
import { golden } from './golden-image.js';
import { scriptedStream } from './scripted-stream.js';

type Apply = (image: Uint8Array, shape: ImageShape, ...values: number[]) => void;

/** A stream that leaves orders alone and whose uniform numbers are those given. */
const uniformly = (...numbers: number[]) => ({
  ...scriptedStream(),
  uniform: () => numbers.shift()!,
  shuffle: <T>(sequence: T) => sequence,
});

const operations: Record<string, Apply> = {
  hue: (image, _, turns) => turnHue(image, turns!),
  blur: (image, shape, sigma) => gaussianBlur(image, shape, sigma!),
  grey: (image, [, , channels]) => greyscale(image, channels),
  crop: (image, shape, top, left, height, width) =>
    cropAndResize(image, shape, { top: top!, left: left!, height: height!, width: width! }),
  jitter(image, shape, ...factors) {
    // The uniform numbers that give these factors when every strength is 0.5; the first decides that it happens.
    const draws = [0, ...factors.slice(0, 3).map((factor) => factor - 0.5), factors[3]! + 0.5];
    const strengths = { brightness: 0.5, contrast: 0.5, saturation: 0.5, hue: 0.5 };
    createAugmentation('colour-jitter', strengths)(image, shape, uniformly(...draws));
  },
  rotate(image, shape, degrees) {
    // Rotation is the second choice of RandAugment; then comes the direction.
    createAugmentation('rand-augment', { operations: 1 })(image, shape, scriptedStream(1, degrees! < 0 ? 0 : 1));
  },
};

describe('PIL’s bytes come from', () => {
  test.each(Object.keys(operations))('%s', (name) => {
    const cases = golden.cases.filter(({ operation }) => operation === name);
    expect(cases.length).toBeGreaterThan(0);
    for (const { arguments: values, result } of cases) {
      const image = golden.image();
      operations[name]!(image, golden.shape, ...values);
      expect([...image], values.join(', ')).toEqual([...result]);
    }
  });

  test('every case of the golden file', () => {
    expect(new Set(golden.cases.map(({ operation }) => operation))).toEqual(new Set(Object.keys(operations)));
  });
});

test('an image of one channel is blurred, resized and made grey as each channel of a coloured one', () => {
  const [height, width] = golden.shape;
  for (const name of ['blur', 'crop', 'grey']) {
    const values = { blur: [1.2], crop: [2, 3, 5, 9], grey: [] }[name]!;
    const single = golden.image().filter((_, i) => i % 3 === 0);
    const triple = Uint8Array.from([...single].flatMap((value) => [value, value, value]));
    operations[name]!(single, [height, width, 1], ...values);
    operations[name]!(triple, golden.shape, ...values);
    expect([...single], name).toEqual([...triple.filter((_, i) => i % 3 === 0)]);
  }
});
