import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { imageNetNetwork } from '../../lib/models/imagenet-network.js';
import { cifarResNet, projectionHead, visionTransformer } from '../../lib/models/index.js';
import { everyEngine } from '../host-engines.js';
import {
  type ClassifierGolden,
  expectGoldenClassifier,
  expectSameGradients,
  expectSameState,
  type Golden,
  gradientsOf,
} from './golden-comparison.js';
import { formula, goldenImages, setGoldenWeights } from './golden-formula.js';

const golden: {
  basic: ClassifierGolden;
  resNeXt: ClassifierGolden;
  transformer: ClassifierGolden;
  projection: Golden & { embedding: number[][] };
} = JSON.parse(readFileSync(new URL('golden/backbones.json', import.meta.url), 'utf8'));

const small = { stemChannels: 8, blocksPerStage: [1, 1, 1, 1] };
const classifiers = {
  basic: () => imageNetNetwork({ ...small, block: 'basic' }, { classCount: 5 }),
  resNeXt: () =>
    imageNetNetwork(
      { ...small, block: 'bottleneck', blocksPerStage: [1, 2, 1, 1], groups: 4, groupChannels: 3 },
      { classCount: 5 },
    ),
  transformer: () => visionTransformer({ classCount: 5, imageSize: 48, featureSize: 24, depth: 2, headCount: 3 }),
};

describe.each(everyEngine)('on %s, as in PyTorch,', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });
  afterAll(() => tf.disposeVariables());
  // A graphics card may fuse and order as it likes, so which values cross is not known.
  const tolerance = { relative: engine === 'webgpu' ? 1e-3 : 1e-4 };

  test.each(['basic', 'resNeXt', 'transformer'] as const)(
    'the %s network has its loss, gradients and logits',
    async (kind) => {
      await expectGoldenClassifier(classifiers[kind](), goldenImages(3, 48), golden[kind], tolerance);
    },
  );

  test.each(['linear', 'cosine'] as const)(
    'every network tells the weights and biases of its %s head',
    async (head) => {
      const images = goldenImages(2, 48);
      for (const network of [
        cifarResNet({ depth: 8, classCount: 5, head }),
        imageNetNetwork({ ...small, block: 'basic' }, { classCount: 5, head }),
        visionTransformer({ classCount: 5, imageSize: 48, featureSize: 24, depth: 1, headCount: 3, head }),
      ]) {
        const { computed, expected } = tf.tidy(() => {
          const { classWeights, classBiases } = network;
          const features = network.features(images, 'inference');
          const lengths = (rows: tf.Tensor) => tf.norm(rows, 2, 1, true);
          const products = tf.matMul(features, classWeights, false, true);
          const cosines = tf.div(tf.div(products, lengths(features)), tf.transpose(lengths(classWeights)));
          return {
            computed: network.logits(features),
            expected: classBiases ? tf.add(products, classBiases) : cosines,
          };
        });
        expect(network.classWeights.shape).toEqual([5, network.featureSize]);
        expect(network.classBiases === null).toBe(head === 'cosine');
        expect(await computed.array()).toBeAllclose((await expected.array()) as number[][], {
          relative: 1e-4,
          absolute: 1e-5,
        });
      }
    },
  );

  test('the projection MLP has its embedding and gradients', async () => {
    const { embedding, gradients, state } = golden.projection;
    const projection = projectionHead({ featureSize: 10, hiddenSize: 14, embeddingSize: 6 });
    await expectSameState(projection, state);
    await setGoldenWeights(projection, Object.keys(gradients));
    const rows = tf.tensor2d(formula(50, 0.5), [5, 10]);
    const direction = tf.tensor2d(formula(30, 0.1), [5, 6]);
    const embed = () => projection.embed(rows, 'training');
    expect(await tf.tidy(embed).array()).toBeAllclose(embedding, { relative: 1e-4, absolute: 1e-5 });
    const computed = await gradientsOf(projection, Object.keys(gradients), () => tf.sum(tf.mul(embed(), direction)));
    expectSameGradients(computed.gradients, gradients, tolerance);
  });
});
