import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { crossEntropy } from '../../lib/losses/index.js';
import {
  cifarResNet,
  exportWeights,
  loadWeights,
  parameterCount,
  readSafetensors,
  saveWeights,
} from '../../lib/models/index.js';
import { Sgd } from '../../lib/optimization/index.js';
import { formula, goldenImages, setGoldenWeights } from './golden-formula.js';

const golden = JSON.parse(readFileSync(new URL('golden/resnet8.json', import.meta.url), 'utf8'));

beforeAll(async () => {
  await startEngine();
});

describe('the CIFAR ResNet', () => {
  test('has the published number of parameters', () => {
    const counts = [20, 32, 56].map((depth) => parameterCount(cifarResNet({ depth, classCount: 10 })));
    expect(counts).toEqual([269_722, 464_154, 853_018]);
  });

  test('has every stage wider by a factor, so that a convolution has its square as many parameters', () => {
    expect(parameterCount(cifarResNet({ depth: 32, classCount: 10, width: 4 }))).toBe(
      16 * 460_800 + 4 * (432 + 2_272) + 256 * 10 + 10,
    );
    expect(() => cifarResNet({ depth: 8, classCount: 10, width: 0.5 })).toThrow('choose a whole number from 1');
  });

  test('refuses a depth that is not 6n + 2', () => {
    expect(() => cifarResNet({ depth: 34, classCount: 10 })).toThrow('choose 6n + 2');
  });

  test('trains as in PyTorch: losses, weights and running statistics after two Nesterov steps', async () => {
    const model = cifarResNet({ depth: 8, classCount: 10 });
    await setGoldenWeights(model, golden.parameters);
    const optimizer = new Sgd(model.parameters, { momentum: 0.9, weightDecay: 5e-4, nesterov: true });
    const images = goldenImages(4, 16);
    const labels = tf.tensor1d([1, 2, 3, 7], 'int32');
    const losses: number[] = [];
    for (let step = 0; step < 2; step++) {
      const { value, grads } = tf.variableGrads(
        () => crossEntropy({ logits: model.logits(model.features(images, 'training')) }, labels),
        optimizer.variables,
      );
      optimizer.step(grads, 0.05);
      losses.push(value.dataSync()[0]!);
    }
    expect(losses).toBeAllclose(golden.losses, { relative: 1e-4 });

    const weights = await exportWeights(model);
    expect(Object.keys(weights).sort()).toEqual(Object.keys(golden.sums).sort());
    for (const [name, [sum, norm]] of Object.entries<[number, number]>(golden.sums)) {
      const values = Array.from(weights[name]!.data as ArrayLike<number | bigint>, Number);
      expect(values.reduce((a, b) => a + b, 0)).toBeAllclose(sum, { relative: 1e-3, absolute: 1e-3 });
      expect(Math.hypot(...values)).toBeAllclose(norm, { relative: 1e-3 });
    }
    const { data } = weights['layer2.0.conv2.weight']!;
    const filter = Array.from(data.slice(5 * 32 * 9, 5 * 32 * 9 + 36) as Float32Array);
    expect(filter).toBeAllclose(golden.conv2_first_output, { relative: 1e-3, absolute: 1e-4 });
    expect(Array.from(weights['layer3.0.bn1.running_var']!.data.slice(0, 8) as Float32Array)).toBeAllclose(
      golden.running_var,
      { relative: 1e-3 },
    );
    const logits = tf.tidy(() => model.logits(model.features(images, 'inference')));
    expect(logits.arraySync()).toBeAllclose(golden.evaluation_logits, { relative: 1e-3, absolute: 1e-3 });
  });

  test('starts from its seed alone', async () => {
    const weightsOf = async (seed: number) => await exportWeights(cifarResNet({ depth: 8, classCount: 10, seed }));
    const [first, again, other] = [await weightsOf(0), await weightsOf(0), await weightsOf(1)];
    expect(first['layer1.0.conv1.weight']!.data).toEqual(again['layer1.0.conv1.weight']!.data);
    expect(first['layer1.0.conv1.weight']!.data).not.toEqual(other['layer1.0.conv1.weight']!.data);
  });

  test('starts convolutions and head with σ = √(2 / fan-in)', async () => {
    const weights = await exportWeights(cifarResNet({ depth: 32, classCount: 100 }));
    const sigma = (name: string) => {
      const values = weights[name]!.data as Float32Array;
      return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    };
    expect(sigma('layer3.4.conv2.weight')).toBeCloseTo(Math.sqrt(2 / (9 * 64)), 3);
    expect(sigma('linear.weight')).toBeCloseTo(Math.sqrt(2 / 64), 2);
    expect(Math.max(...(weights['linear.bias']!.data as Float32Array).map(Math.abs))).toBeLessThanOrEqual(1 / 8);
  });

  test('a cosine head gives scaled cosines, finite for a zero feature', () => {
    const model = cifarResNet({ depth: 8, classCount: 3, head: 'cosine', scale: 16 });
    const features = tf.tensor2d([...formula(64, 0), ...new Array(64).fill(0)], [2, 64]);
    const [cosines, zero] = model.logits(features).arraySync();
    const [scaled] = model.logits(tf.mul(features, 100)).arraySync();
    expect(cosines).toBeAllclose(scaled!, { relative: 1e-4 });
    expect(Math.max(...cosines!.map(Math.abs))).toBeLessThanOrEqual(16);
    expect(zero).toEqual([0, 0, 0]);
  });
});

describe('weights', () => {
  const file = () => join(mkdtempSync(join(tmpdir(), 'weights-')), 'weights.safetensors');

  test('come back from a file as they were, the number of batches seen included', async () => {
    const path = file();
    const model = cifarResNet({ depth: 8, classCount: 10, seed: 3 });
    tf.tidy(() => model.features(goldenImages(4, 16), 'training'));
    await saveWeights(model, path);
    const copy = cifarResNet({ depth: 8, classCount: 10, seed: 4 });
    loadWeights(copy, path);
    expect(await exportWeights(copy)).toEqual(await exportWeights(model));
    expect(readSafetensors(path).tensors['bn1.num_batches_tracked']!.data).toEqual(BigInt64Array.of(1n));
  });

  test('of another model are refused, and the model stays as it was', async () => {
    const path = file();
    await saveWeights(cifarResNet({ depth: 14, classCount: 10 }), path);
    const model = cifarResNet({ depth: 8, classCount: 10 });
    const before = await exportWeights(model);
    expect(() => loadWeights(model, path)).toThrow('which this model does not have: check depth and head.');
    await saveWeights(cifarResNet({ depth: 8, classCount: 100 }), path);
    expect(() => loadWeights(model, path)).toThrow('has shape [100,64] instead of [10,64]');
    expect(await exportWeights(model)).toEqual(before);
  });
});
