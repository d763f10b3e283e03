import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import {
  cifarResNet,
  classCentres,
  exportWeights,
  followMovingAverage,
  importWeights,
  parameterCount,
  untrained,
} from '../../lib/models/index.js';
import { goldenImages } from './golden-formula.js';

beforeAll(async () => {
  await startEngine();
});

const centres = (seed: number) => classCentres({ classCount: 3, size: 4, seed });

describe('a twin', () => {
  test('moves by one minus its momentum', async () => {
    const [twin, followed] = [centres(1), centres(2)];
    const [before, target] = [await twin.centres.data(), await followed.centres.data()];
    followMovingAverage(twin, followed, { momentum: 0.9 });
    followMovingAverage(twin, followed, { momentum: 0.5 });
    const expected = Array.from(before, (value, i) => 0.5 * (0.9 * value + 0.1 * target[i]!) + 0.5 * target[i]!);
    expect(await twin.centres.data()).toBeAllclose(expected, { relative: 1e-5 });
    expect(await followed.centres.data()).toEqual(target);
  });

  test('has a momentum of 0.999 by default, and copies with 0', async () => {
    const [twin, followed] = [centres(1), centres(2)];
    const [before, target] = [await twin.centres.data(), await followed.centres.data()];
    followMovingAverage(twin, followed);
    const expected = Array.from(before, (value, i) => 0.999 * value + 0.001 * target[i]!);
    expect(await twin.centres.data()).toBeAllclose(expected, { relative: 1e-5 });
    followMovingAverage(twin, followed, { momentum: 0 });
    expect(await twin.centres.data()).toEqual(target);
  });

  test('keeps running statistics of its own, and no tensor besides', async () => {
    const [twin, followed] = [1, 2].map((seed) => cifarResNet({ depth: 8, classCount: 3, seed }));
    tf.tidy(() => followed!.features(goldenImages(2, 8), 'training'));
    const statistics = await twin!.buffers.get('bn1.running_mean')!.data();
    const { tensors } = engineMemory();
    followMovingAverage(twin!, followed!, { momentum: 0 });
    expect(engineMemory().tensors).toBe(tensors);
    expect(await twin!.buffers.get('bn1.running_mean')!.data()).toEqual(statistics);
    expect(await twin!.parameters.get('linear.weight')!.data()).toEqual(
      await followed!.parameters.get('linear.weight')!.data(),
    );
  });

  test('of another shape is refused', () => {
    const other = classCentres({ classCount: 3, size: 5 });
    expect(() => followMovingAverage(other, centres(1))).toThrow(
      'A twin follows [3,5] numbers of "centres", but the network has [3,4]: make both of the same options.',
    );
  });
});

test('an untrained network has nothing to train, and a checkpoint brings all of it back', async () => {
  const [network, copy] = [1, 2].map((seed) => cifarResNet({ depth: 8, classCount: 3, seed }));
  tf.tidy(() => network!.features(goldenImages(2, 8), 'training'));
  expect(parameterCount(untrained(network!))).toBe(0);
  importWeights(untrained(copy!), await exportWeights(untrained(network!)), 'checkpoint');
  expect(await exportWeights(copy!)).toEqual(await exportWeights(network!));
  expect(copy!.batchesTracked).toBe(1);
});
