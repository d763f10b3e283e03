import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { crossEntropy } from '../../lib/losses/index.js';
import { imageNetNetwork } from '../../lib/models/imagenet-network.js';
import { cifarResNet, exportWeights, type Network, projectionHead, visionTransformer } from '../../lib/models/index.js';
import { everyEngine } from '../host-engines.js';
import { formula, goldenImages, setGoldenWeights } from './golden-formula.js';

interface Golden {
  /** Norm, and product with a direction, of each parameter's gradient. */
  gradients: Record<string, [norm: number, product: number]>;
  /** Shapes by name of PyTorch's state dictionary. */
  state: Record<string, number[]>;
}

interface ClassifierGolden extends Golden {
  loss: number;
  logits: number[][];
}

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

async function expectSameState(network: Network, state: Golden['state']): Promise<void> {
  const shapes = Object.entries(await exportWeights(network)).map(([name, { shape }]) => [name, shape]);
  expect(Object.fromEntries(shapes)).toEqual(state);
}

/** Loss and gradients by name, the latter in PyTorch's layouts. */
async function gradientsOf(
  network: Network,
  loss: () => tf.Scalar,
): Promise<{ loss: number; gradients: Record<string, Float32Array> }> {
  const { value, grads } = tf.variableGrads(loss, [...network.parameters.values()]);
  const entries = [...network.parameters].map(async ([name, variable]): Promise<[string, Float32Array]> => {
    const gradient = grads[variable.name]!;
    const local = gradient.rank === 4 ? tf.transpose(gradient, [3, 2, 0, 1]) : gradient;
    return [name, await local.data<'float32'>()];
  });
  return { loss: (await value.data())[0]!, gradients: Object.fromEntries(await Promise.all(entries)) };
}

/** Within `relative` of each gradient's norm: a value that rounding carries across the zero of a ReLU takes some 2e-4. */
function expectSameGradients(
  gradients: Record<string, Float32Array>,
  expected: Golden['gradients'],
  { relative }: { relative: number },
): void {
  for (const [name, [norm, product]] of Object.entries(expected)) {
    const values = gradients[name]!;
    const direction = formula(values.length, 0.3);
    const error = values.reduce((sum, value, i) => sum + value * direction[i]!, 0) - product;
    expect(Math.hypot(...values), name).toBeAllclose(norm, { relative, absolute: 1e-6 });
    expect(error, name).toBeAllclose(0, { absolute: relative * norm + 1e-6 });
  }
}

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
      const expected = golden[kind];
      const model = classifiers[kind]();
      await expectSameState(model, expected.state);
      await setGoldenWeights(model, Object.keys(expected.gradients));
      const images = goldenImages(3, 48);
      const labels = tf.tensor1d([1, 2, 0], 'int32');
      const { loss, gradients } = await gradientsOf(model, () =>
        crossEntropy({ logits: model.logits(model.features(images, 'training')) }, labels),
      );
      expect(loss).toBeAllclose(expected.loss, { relative: 1e-5 });
      expectSameGradients(gradients, expected.gradients, tolerance);
      const logits = tf.tidy(() => model.logits(model.features(images, 'inference')));
      expect(await logits.array()).toBeAllclose(expected.logits, { relative: 1e-4, absolute: 1e-4 });
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
    const computed = await gradientsOf(projection, () => tf.sum(tf.mul(embed(), direction)));
    expectSameGradients(computed.gradients, gradients, tolerance);
  });
});
