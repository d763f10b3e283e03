import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { cifarResNet, exportWeights, type Model } from '../../lib/models/index.js';
import { randomStream } from '../../lib/random/index.js';
import { runningStatistics, shiftBatchNorm } from '../../lib/training/index.js';

const imageShape = [8, 8, 1] as const;
const stream = randomStream(5, 'shift-batch-norm test');
const batch = {
  images: Float32Array.from({ length: 16 * 64 }, () => 3 + stream.normal()),
  labels: new Int32Array(16),
  count: 16,
};

const model = (): Model => cifarResNet({ depth: 8, classCount: 3, inputChannels: 1, seed: 1 });
const times = (count: number) => new Array<typeof batch>(count).fill(batch);

describe('shifting batch normalisation', () => {
  beforeAll(async () => void (await startEngine()));

  it('follows the batches with momentum 0.1, and tells where it came from and where it went', async () => {
    const shifted = model();
    const fresh = await runningStatistics(shifted);
    const { before, after: once } = await shiftBatchNorm(shifted, times(1), { imageShape });
    expect(before).toEqual(fresh);
    expect(Object.keys(before)).toContain('layer3.0.bn2.running_var');
    const { before: resumed, after: twice } = await shiftBatchNorm(shifted, times(1), { imageShape });
    expect(resumed).toEqual(once);
    for (const name of Object.keys(before)) {
      const expected = once[name]!.map((value, i) => value + 0.9 * (value - before[name]![i]!));
      expect(twice[name]).toBeAllclose(expected, { relative: 1e-5, absolute: 1e-6 });
    }
    shifted.dispose();
  });

  it('ends where inference sees what training saw', async () => {
    const shifted = model();
    await shiftBatchNorm(shifted, times(100), { imageShape });
    const features = (mode: 'training' | 'inference') =>
      tf.tidy(() => shifted.features(tf.tensor4d(batch.images, [16, ...imageShape]), mode)).array();
    expect(await features('inference')).toBeAllclose(await features('training'), { relative: 0.05, absolute: 0.05 });
    shifted.dispose();
  });

  it('leaves weights alone and no tensor behind', async () => {
    const shifted = model();
    const weights = await exportWeights(shifted);
    const { tensors } = engineMemory();
    await shiftBatchNorm(shifted, times(2), { imageShape });
    expect(engineMemory().tensors).toBe(tensors);
    for (const [name, { data }] of Object.entries(await exportWeights(shifted)))
      if (shifted.parameters.has(name)) expect(data).toEqual(weights[name]!.data);
    shifted.dispose();
  });

  it('says so when there is nothing to shift', async () => {
    const without = { ...model(), buffers: new Map() };
    await expect(shiftBatchNorm(without, [], { imageShape })).rejects.toThrow('no batch normalisation');
  });
});
