import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import {
  exportWeights,
  imageNetResNet,
  type Model,
  parameterCount,
  projectionHead,
  resNeXt50,
  visionTransformer,
} from '../../lib/models/index.js';

beforeAll(async () => {
  await startEngine();
});
afterEach(() => tf.disposeVariables());

const published: [name: string, model: () => Model, parameters: number, featureSize: number][] = [
  // torchvision has no ResNet-10: this is its ResNet-18 less one block a stage.
  ['ResNet-10', () => imageNetResNet({ depth: 10, classCount: 1000, seed: null }), 5_418_792, 512],
  ['ResNet-50', () => imageNetResNet({ depth: 50, classCount: 1000, seed: null }), 25_557_032, 2048],
  ['ResNet-101', () => imageNetResNet({ depth: 101, classCount: 1000, seed: null }), 44_549_160, 2048],
  ['ResNet-152', () => imageNetResNet({ depth: 152, classCount: 1000, seed: null }), 60_192_808, 2048],
  ['ResNeXt-50', () => resNeXt50({ classCount: 1000, seed: null }), 25_028_904, 2048],
  ['ViT-B/16', () => visionTransformer({ classCount: 1000, seed: null }), 86_567_656, 768],
];

test.each(published)('%s has the published number of parameters', (_, create, parameters, featureSize) => {
  const model = create();
  expect(parameterCount(model)).toBe(parameters);
  expect(model.featureSize).toBe(featureSize);
});

describe('the ImageNet networks', () => {
  test.each([
    ['an ImageNet ResNet', () => imageNetResNet({ depth: 10, classCount: 7, seed: null }), 64],
    ['an image of odd size', () => imageNetResNet({ depth: 10, classCount: 7, seed: null }), 45],
    ['a cosine head', () => imageNetResNet({ depth: 10, classCount: 7, head: 'cosine', scale: 16 }), 32],
    ['a ResNeXt', () => resNeXt50({ classCount: 7, seed: null }), 64],
    ['a vision transformer', () => visionTransformer({ classCount: 7, imageSize: 32, featureSize: 48, depth: 1 }), 32],
  ] as const)('%s makes features and logits', (_, create, size) => {
    const model = create();
    const [features, logits] = tf.tidy(() => {
      const features = model.features(tf.ones([2, size, size, 3]), 'inference');
      return [features, model.logits(features)];
    });
    expect(features.shape).toEqual([2, model.featureSize]);
    expect(logits.shape).toEqual([2, 7]);
    expect(Array.from(logits.dataSync()).every(Number.isFinite)).toBe(true);
  });

  test('start from their seed alone, every parameter with a stream of its own', async () => {
    const filtersOf = async (seed: number) => {
      const weights = await exportWeights(imageNetResNet({ depth: 10, classCount: 5, seed }));
      return ['conv1', 'conv2'].map((name) => weights[`layer1.0.${name}.weight`]!.data.slice(0, 1000));
    };
    const [first, again, other] = [await filtersOf(0), await filtersOf(0), await filtersOf(1)];
    expect(again).toEqual(first);
    expect(other[0]).not.toEqual(first[0]);
    expect(first[1]).not.toEqual(first[0]);
  });

  test('start as in torchvision and timm', async () => {
    const residual = await exportWeights(imageNetResNet({ depth: 10, classCount: 100 }));
    const transformer = await exportWeights(
      visionTransformer({ classCount: 100, imageSize: 64, featureSize: 192, depth: 1 }),
    );
    const deviation = ({ data }: { data: ArrayLike<number | bigint> }) =>
      Math.sqrt(Array.from(data, Number).reduce((sum, value) => sum + value * value, 0) / data.length);
    const uniform = 1 / Math.sqrt(3);
    expect(deviation(residual['conv1.weight']!)).toBeAllclose(Math.sqrt(2 / (49 * 64)), { relative: 0.03 });
    expect(deviation(residual['layer2.0.downsample.0.weight']!)).toBeAllclose(Math.sqrt(2 / 128), { relative: 0.03 });
    expect(deviation(residual['fc.weight']!)).toBeAllclose(uniform / Math.sqrt(512), { relative: 0.03 });
    expect(deviation(transformer['blocks.0.mlp.fc1.weight']!)).toBeAllclose(0.02, { relative: 0.03 });
    expect(deviation(transformer.pos_embed!)).toBeAllclose(0.02, { relative: 0.05 });
    expect(deviation(transformer['patch_embed.proj.weight']!)).toBeAllclose(uniform / Math.sqrt(768), {
      relative: 0.03,
    });
    expect(deviation(transformer['head.bias']!)).toBe(0);
  });

  test.each([
    ['a depth', () => imageNetResNet({ depth: 18 as 10, classCount: 5 }), 'choose 10, 50, 101, 152.'],
    ['a patch size', () => visionTransformer({ classCount: 5, imageSize: 50 }), 'do not divide images of 50'],
    ['a number of heads', () => visionTransformer({ classCount: 5, headCount: 5 }), 'do not divide tokens'],
    [
      'an image size',
      () =>
        visionTransformer({ classCount: 5, imageSize: 32, featureSize: 12, depth: 1 }).features(
          tf.ones([1, 48, 48, 3]),
          'inference',
        ),
      'was given 48 × 48',
    ],
    [
      'a batch of one row',
      () => projectionHead({ featureSize: 4 }).embed(tf.ones([1, 4]), 'training'),
      'one value per channel',
    ],
  ])('refuse %s that cannot be', (_, create, message) => {
    expect(create).toThrow(message);
  });
});

test('the embedding of a projection has length one', () => {
  const projection = projectionHead({ featureSize: 6, hiddenSize: 10, embeddingSize: 4 });
  const embedding = tf.tidy(() => projection.embed(tf.randomNormal([5, 6], 0, 1, 'float32', 1), 'training'));
  for (const row of embedding.arraySync()) expect(Math.hypot(...row)).toBeAllclose(1);
});
