import { describe, expect, test } from 'vitest';
import { cifar10Policy } from '../../../lib/data/augmentation/auto-augment/cifar-10-policy.js';
import { imagenetPolicy } from '../../../lib/data/augmentation/auto-augment/imagenet-policy.js';
import { type OperationName, operations } from '../../../lib/data/augmentation/auto-augment/operations.js';
import {
  createAugmentation,
  type Dataset,
  type ImageShape,
  makeBatches,
  planBatches,
} from '../../../lib/data/index.js';
import { readJson } from '../../../lib/files.js';
import { projectPath } from '../../../lib/project.js';
import { type RandomStream, randomStream } from '../../../lib/random/index.js';
import { scriptedStream } from './scripted-stream.js';

interface Golden {
  images: Record<string, { shape: [number, number, number]; bytes: string }>;
  cases: { operation: OperationName; level: number; sign: 1 | -1; image: string; result: string }[];
}

const autoAugment = createAugmentation('auto-augment');
const golden = readJson<Golden>(projectPath('test/data/golden/auto-augment.json'));
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const sign = (value: 1 | -1) => scriptedStream(value === 1 ? 1 : 0);

describe('every operation gives PIL’s bytes', () => {
  for (const name of Object.keys(operations) as OperationName[])
    test(name, () => {
      const cases = golden.cases.filter(({ operation }) => operation === name);
      expect(cases.length).toBeGreaterThan(0);
      for (const { level, sign: direction, image: imageName, result } of cases) {
        const { shape, bytes: original } = golden.images[imageName]!;
        const image = bytes(original);
        operations[name](image, shape, level, sign(direction));
        expect([...image], `level ${level}, sign ${direction}`).toEqual([...bytes(result)]);
      }
    });

  test('also where a channel has one value only, or the image is too small to equalize', () => {
    for (const name of ['AutoContrast', 'Equalize'] as const) {
      const flat = new Uint8Array(12).fill(77);
      operations[name](flat, [4, 3, 1], 5, scriptedStream());
      expect([...flat]).toEqual(new Array(12).fill(77));
    }
  });

  test('and treats a grey image as a coloured one of three equal channels', () => {
    const shape: ImageShape = [18, 20, 1];
    const grey = bytes(golden.images.large!.bytes).filter((_, i) => i % 3 === 0);
    for (const name of Object.keys(operations) as OperationName[]) {
      const [single, triple] = [grey.slice(), Uint8Array.from([...grey].flatMap((v) => [v, v, v]))];
      operations[name](single, shape, 6, scriptedStream(1));
      operations[name](triple, [18, 20, 3], 6, scriptedStream(1));
      expect([...single], name).toEqual([...triple.filter((_, i) => i % 3 === 0)]);
    }
  });
});

describe('the policy', () => {
  test.each([
    ['CIFAR-10', cifar10Policy, 26.5, 267],
    ['ImageNet', imagenetPolicy, 31, 287],
  ])(
    'of %s has 25 sub-policies, whose probabilities and levels are those of the paper’s table',
    (_, policy, ...sums) => {
      expect(policy).toHaveLength(25);
      const steps = policy.flat();
      for (const [, probability, level] of steps) {
        expect(probability * 10).toBeCloseTo(Math.round(probability * 10), 9);
        expect(probability).toBeLessThanOrEqual(1);
        expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(level);
      }
      expect(steps.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(sums[0]!, 9);
      expect(steps.reduce((sum, [, , level]) => sum + level, 0)).toBe(sums[1]);
    },
  );

  test('is the one that the option names', () => {
    // Sub-policy 13 of ImageNet's begins with Invert, that of CIFAR-10's with Brightness.
    const inverted = Uint8Array.from([10, 200, 90]);
    createAugmentation('auto-augment', { policy: 'imagenet' })(inverted, [1, 1, 3], choosing(13, 0.5, 0.5));
    expect([...inverted]).toEqual([245, 55, 165]);
  });

  /** A stream that chooses a sub-policy, and whose uniform numbers are those given. */
  function choosing(subPolicy: number, ...uniforms: number[]): RandomStream {
    return { ...scriptedStream(subPolicy), uniform: () => uniforms.shift()! };
  }

  test('applies each of the two operations with its own probability', () => {
    const image = () => Uint8Array.from([10, 200, 90]);
    const augmented = (...uniforms: number[]) => {
      const result = image();
      // Equalize (0.8) leaves so small an image; Invert (0.1) does not.
      autoAugment(result, [1, 1, 3], choosing(23, ...uniforms));
      return [...result];
    };
    expect(augmented(0.5, 0.05)).toEqual([245, 55, 165]);
    expect(augmented(0.9, 0.05)).toEqual([245, 55, 165]);
    expect(augmented(0.5, 0.1)).toEqual([...image()]);
  });

  test('draws all sub-policies about equally often', () => {
    const counts = new Array<number>(25).fill(0);
    const stream = randomStream(0, 'policy');
    const counting: RandomStream = {
      ...scriptedStream(),
      uniform: () => 1,
      integer(bound) {
        expect(bound).toBe(25);
        const value = stream.integer(bound);
        counts[value]!++;
        return value;
      },
    };
    for (let i = 0; i < 5000; i++) autoAugment(new Uint8Array(3), [1, 1, 3], counting);
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(60);
  });
});

/** Colour images of 32 × 32 random bytes. */
function noise(count: number): Dataset {
  const stream = randomStream(1, 'noise');
  const split = {
    images: Uint8Array.from({ length: count * 32 * 32 * 3 }, () => stream.integer(256)),
    labels: Int32Array.from({ length: count }, (_, i) => i % 10),
    count,
  };
  return {
    name: 'cifar-10',
    classNames: Array.from({ length: 10 }, (_, label) => `class ${label}`),
    imageShape: [32, 32, 3],
    train: split,
    test: split,
    normalisation: { mean: [0.5, 0.5, 0.5], standardDeviation: [0.2, 0.2, 0.2] },
  };
}

describe('batches with AutoAugment', () => {
  const dataset = noise(200);
  const batches = (...names: string[]) => [
    ...makeBatches(
      planBatches(dataset, { batchSize: 100, seed: 5, augmentation: [...names, 'cutout'].map((name) => ({ name })) }),
      0,
    ),
  ];

  test('are the same again, keep labels, and stay within the values that bytes normalise to', () => {
    const [first, again, plain] = [batches('auto-augment'), batches('auto-augment'), batches()];
    expect(
      first.map(({ images }) => Buffer.from(images.buffer).equals(Buffer.from(again.shift()!.images.buffer))),
    ).toEqual([true, true]);
    expect(first.map(({ labels }) => [...labels])).toEqual(plain.map(({ labels }) => [...labels]));
    const { mean, standardDeviation } = dataset.normalisation;
    const [least, most] = [-mean[0]! / standardDeviation[0]!, (1 - mean[0]!) / standardDeviation[0]!];
    for (const { images } of first)
      for (const value of images) if (!(value >= least - 1e-6 && value <= most + 1e-6)) expect(value).toBe('in range');
  });

  test('change most images', () => {
    const [augmented, plain] = [batches('auto-augment')[0]!.images, batches()[0]!.images];
    const size = 32 * 32 * 3;
    const changed = Array.from({ length: 100 }, (_, i) => i).filter((i) =>
      augmented.subarray(i * size, (i + 1) * size).some((value, j) => value !== plain[i * size + j]),
    );
    expect(changed.length).toBeGreaterThan(60);
  });
});
