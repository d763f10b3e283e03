import { describe, expect, test } from 'vitest';
import { createAugmentation, type ImageShape } from '../../../lib/data/index.js';
import { type RandomStream, randomStream } from '../../../lib/random/index.js';
import { golden } from './golden-image.js';
import { scriptedStream } from './scripted-stream.js';

/** A stream whose uniform numbers and integers are those given. */
function scripted(uniforms: number[], ...integers: number[]): RandomStream {
  return { ...scriptedStream(...integers), uniform: () => uniforms.shift() ?? expect.fail('drew another number') };
}

describe('random-resized-crop', () => {
  test('fills the image with the window drawn', () => {
    // Four quarters of one value each; a window of a quarter of the area at row 2, column 2.
    const image = Uint8Array.from([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    const area = (0.25 - 0.08) / (1 - 0.08);
    createAugmentation('random-resized-crop')(image, [4, 4, 1], scripted([area, 0.5], 2, 2));
    expect([...image]).toEqual(new Array(16).fill(4));
  });

  test('draws area and aspect ratio until they fit', () => {
    const image = Uint8Array.from({ length: 16 }, (_, i) => i);
    const crop = createAugmentation('random-resized-crop', { smallest: 1, ratio: 2 });
    crop(image, [4, 4, 1], scripted([0, 1, 0.7, 0, 0, 0.5], 0, 0));
    expect([...image]).toEqual(Array.from({ length: 16 }, (_, i) => i));
  });

  test('takes the middle where ten windows did not fit', () => {
    const image = Uint8Array.from({ length: 9 }, (_, i) => 10 * i);
    const crop = createAugmentation('random-resized-crop', { smallest: 1 });
    const tall = image.slice();
    crop(image, [1, 9, 1], scripted(new Array(20).fill(0.5)));
    crop(tall, [9, 1, 1], scripted(new Array(20).fill(0.5)));
    expect([[...image], [...tall]]).toEqual([new Array(9).fill(40), new Array(9).fill(40)]);
  });

  test('takes windows of all areas from the smallest on', () => {
    const crop = createAugmentation('random-resized-crop', { smallest: 0.2, ratio: 1 });
    const stream = randomStream(0, 'crop');
    const areas = Array.from({ length: 400 }, () => {
      // Columns that rise by 10: the slope of the result tells how wide the window was.
      const ramp = Uint8Array.from({ length: 24 * 24 }, (_, i) => 10 * (i % 24));
      crop(ramp, [24, 24, 1], stream);
      return ((ramp[18]! - ramp[5]!) / 130) ** 2;
    });
    const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
    expect(Math.min(...areas)).toBeGreaterThan(0.15);
    expect(Math.abs(mean - 0.6)).toBeLessThan(0.05);
  });
});

describe('rand-augment', () => {
  const counting = (integers: number[]): RandomStream => ({
    ...scriptedStream(),
    uniform: () => expect.fail('drew a uniform number'),
    integer(bound) {
      integers.push(bound);
      return 0;
    },
  });

  test('draws as many of 14 operations as it is told, the first of which changes nothing', () => {
    const bounds: number[] = [];
    const image = golden.image();
    createAugmentation('rand-augment', { operations: 3 })(image, golden.shape, counting(bounds));
    expect(bounds).toEqual([14, 14, 14]);
    expect(image).toEqual(golden.image());
  });

  test('takes the magnitude as a share of the levels', () => {
    const rotated = (options: Record<string, unknown>) => {
      const image = golden.image();
      createAugmentation('rand-augment', { operations: 1, ...options })(image, golden.shape, scriptedStream(1, 1));
      return image;
    };
    expect(rotated({ magnitude: 27, levels: 30 })).toEqual(rotated({ magnitude: 9 }));
    expect(rotated({ magnitude: 3 })).not.toEqual(rotated({ magnitude: 9 }));
    expect(rotated({ magnitude: 0 })).toEqual(golden.image());
  });

  test('spreads the magnitude, within the levels, and leaves operations out by chance', () => {
    const rotated = (options: Record<string, unknown>, draws: Partial<RandomStream>) => {
      const image = golden.image();
      const stream = { ...scriptedStream(1, 1), ...draws };
      createAugmentation('rand-augment', { operations: 1, ...options })(image, golden.shape, stream);
      return image;
    };
    const plain = (magnitude: number) => rotated({ magnitude }, {});
    expect(rotated({ magnitude: 6, spread: 0.5 }, { normal: () => 2 })).toEqual(plain(7));
    expect(rotated({ magnitude: 6, spread: 0.5 }, { normal: () => 20 })).toEqual(plain(10));
    expect(rotated({ magnitude: 6, spread: 0.5 }, { normal: () => -20 })).toEqual(plain(0));
    expect(rotated({ probability: 0.5 }, { uniform: () => 0.4 })).toEqual(plain(9));
    expect(rotated({ probability: 0.5 }, { uniform: () => 0.5 })).toEqual(golden.image());
  });

  test('refuses a magnitude beyond the levels', () => {
    expect(() => createAugmentation('rand-augment', { magnitude: 14 })).toThrow('the magnitude is beyond the levels');
  });
});

test('sim-augment is its five augmentations in a row', () => {
  const shape: ImageShape = golden.shape;
  const [whole, parts] = [golden.image(), golden.image()];
  const [streamOfWhole, streamOfParts] = [randomStream(3, 'views'), randomStream(3, 'views')];
  const steps: [string, Record<string, unknown>][] = [
    ['random-resized-crop', { smallest: 0.2 }],
    ['horizontal-flip', {}],
    ['colour-jitter', { hue: 0.1, probability: 0.8 }],
    ['random-greyscale', {}],
    ['gaussian-blur', {}],
  ];
  const augment = createAugmentation('sim-augment', { smallest: 0.2, blurProbability: 0.5 });
  for (let i = 0; i < 20; i++) {
    augment(whole, shape, streamOfWhole);
    for (const [name, options] of steps) createAugmentation(name, options)(parts, shape, streamOfParts);
    expect(whole).toEqual(parts);
  }
});

test.each([
  ['random-greyscale', { probability: 0.2 }, 0.2],
  ['gaussian-blur', { probability: 0.5, weakest: 1 }, 0.5],
  ['colour-jitter', { probability: 0.8 }, 0.8],
])('%s happens as often as it is told', (name, options, probability) => {
  const augment = createAugmentation(name, options);
  const stream = randomStream(1, name);
  let changed = 0;
  for (let i = 0; i < 400; i++) {
    const image = Uint8Array.from([200, 40, 90, 0, 255, 10]);
    augment(image, [1, 2, 3], stream);
    if (image[0] !== 200 || image[4] !== 255) changed++;
  }
  expect(Math.abs(changed - 400 * probability)).toBeLessThan(50);
});

test('gaussian-blur refuses a weakest blur beyond the strongest', () => {
  expect(() => createAugmentation('gaussian-blur', { weakest: 3 })).toThrow('the weakest blur is beyond the strongest');
});
