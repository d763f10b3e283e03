import { describe, expect, test } from 'vitest';
import { createAugmentation, type ImageShape, normaliser } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';
import { scriptedStream } from './scripted-stream.js';

const shape: ImageShape = [3, 4, 1];
const image = () => Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const inColour = (grey: Uint8Array) =>
  Uint8Array.from([...grey].flatMap((v) => (v ? [v, v + 50, v + 100] : [0, 0, 0])));

/** What an augmentation makes of the grey image; the image of three channels must follow. */
function result(augment: (image: Uint8Array, shape: ImageShape) => void): number[] {
  const [grey, colour] = [image(), inColour(image())];
  augment(grey, shape);
  augment(colour, [3, 4, 3]);
  expect([...colour]).toEqual([...inColour(grey)]);
  return [...grey];
}

describe('random-crop', () => {
  const cropped = (top: number, left: number, padding: number) =>
    result((bytes, of) => createAugmentation('random-crop', { padding })(bytes, of, scriptedStream(top, left)));

  test('in the middle changes nothing', () => {
    expect(cropped(2, 2, 2)).toEqual([...image()]);
  });

  test('at the top left shows the black padding there', () => {
    expect(cropped(0, 0, 1)).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 0, 5, 6, 7]);
  });

  test('at the bottom right shows the black padding there', () => {
    expect(cropped(2, 2, 1)).toEqual([6, 7, 8, 0, 10, 11, 12, 0, 0, 0, 0, 0]);
  });

  test('moves the two directions independently', () => {
    expect(cropped(2, 0, 1)).toEqual([0, 5, 6, 7, 0, 9, 10, 11, 0, 0, 0, 0]);
  });

  test('with padding wider than the image may show black only', () => {
    expect(cropped(0, 0, 5)).toEqual(new Array(12).fill(0));
  });

  test('reaches all 81 windows of the default padding, each about equally often', () => {
    const counts = new Map<string, number>();
    const stream = randomStream(0, 'crop');
    const crop = createAugmentation('random-crop');
    for (let i = 0; i < 8100; i++) {
      const single = new Uint8Array(81).fill(0);
      single[40] = 1;
      crop(single, [9, 9, 1], stream);
      const place = String(single.indexOf(1));
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    expect(counts.size).toBe(81);
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(50);
  });
});

describe('horizontal-flip', () => {
  const horizontalFlip = createAugmentation('horizontal-flip');

  test('mirrors rows, or leaves the image', () => {
    const flipped = (draw: number) => result((bytes, of) => horizontalFlip(bytes, of, scriptedStream(draw)));
    expect(flipped(0)).toEqual([...image()]);
    expect(flipped(1)).toEqual([4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9]);
  });

  test('keeps the middle of an odd width', () => {
    const odd = Uint8Array.from([1, 2, 3]);
    horizontalFlip(odd, [1, 3, 1], scriptedStream(1));
    expect([...odd]).toEqual([3, 2, 1]);
  });

  test('happens to half of the images', () => {
    const stream = randomStream(0, 'flip');
    let flips = 0;
    for (let i = 0; i < 2000; i++) {
      const pair = Uint8Array.from([0, 1]);
      horizontalFlip(pair, [1, 2, 1], stream);
      flips += pair[0]!;
    }
    expect(Math.abs(flips - 1000)).toBeLessThan(100);
  });
});

describe('cutout', () => {
  const cut = (row: number, column: number, size: number) =>
    result((bytes, of) => createAugmentation('cutout', { size })(bytes, of, scriptedStream(row, column)));

  test('blackens a square around the pixel drawn', () => {
    expect(cut(1, 2, 2)).toEqual([1, 0, 0, 4, 5, 0, 0, 8, 9, 10, 11, 12]);
    expect(cut(1, 1, 3)).toEqual([0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0, 12]);
  });

  test('is cut off at the border', () => {
    expect(cut(0, 0, 2)).toEqual([0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(cut(2, 3, 3)).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 9, 10, 0, 0]);
  });

  test('has side 16 by default', () => {
    const white = new Uint8Array(1024).fill(255);
    createAugmentation('cutout')(white, [32, 32, 1], scriptedStream(16, 16));
    expect(white.filter((value) => value === 0)).toHaveLength(256);
  });
});

describe('normaliser', () => {
  test('normalises each channel by its own statistics, in float32', () => {
    const normalise = normaliser({ mean: [0.5, 0.25], standardDeviation: [0.5, 2] });
    const target = new Float32Array(4);
    normalise(Uint8Array.from([0, 255, 255, 51]), target);
    expect(target).toBeAllclose([-1, 0.375, 1, -0.025], { relative: 1e-6 });
  });

  test('gives torchvision’s bits: (51 / 255 − 0.4914) / 0.2023 in float32', () => {
    const target = new Float32Array(1);
    normaliser({ mean: [0.4914], standardDeviation: [0.2023] })(Uint8Array.from([51]), target);
    const { fround } = Math;
    expect(target[0]).toBe(fround(fround(fround(0.2) - fround(0.4914)) / fround(0.2023)));
  });
});
