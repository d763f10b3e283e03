import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { assembleModel } from '../../lib/models/assemble-model.js';
import { classifierHead } from '../../lib/models/heads.js';
import {
  cifarExperts,
  cifarResNet,
  ensemble,
  exportWeights,
  type Model,
  metaEmbedding,
  parameterCount,
  twoBranchResNet,
} from '../../lib/models/index.js';
import { linearLayer } from '../../lib/models/linear-layer.js';
import { ModelVariables } from '../../lib/models/model.js';
import { everyEngine } from '../host-engines.js';
import { type ClassifierGolden, expectGoldenClassifier } from './golden-comparison.js';
import { formula, goldenImages } from './golden-formula.js';

const golden: Record<'twoBranches' | 'experts' | 'memory', ClassifierGolden> = JSON.parse(
  readFileSync(new URL('golden/branches.json', import.meta.url), 'utf8'),
);

/** A linear classifier of a linear layer of its inputs, [batch, 1, 1, 6]. */
function linearModel(): Model {
  const variables = new ModelVariables();
  const first = linearLayer(variables, 'first', { from: 6, to: 6 });
  return assembleModel(variables, {
    features: (images) => first(tf.reshape(images, [images.shape[0], 6])),
    head: classifierHead(variables, { name: 'linear', featureSize: 6, classCount: 5 }),
  });
}

const networks = {
  twoBranches: () => ({ model: twoBranchResNet({ depth: 14, classCount: 5 }), images: goldenImages(3, 16) }),
  experts: () => ({
    model: cifarExperts({ depth: 8, classCount: 5, expertCount: 2, reduceWidth: true, head: 'cosine', scale: 30 }),
    images: goldenImages(3, 16),
  }),
  memory: () => {
    const model = metaEmbedding(linearModel());
    model.remember(tf.zeros([5, 6]));
    return { model, images: tf.tensor4d(formula(18, 0.5), [3, 1, 1, 6]) };
  },
};

describe.each(everyEngine)('on %s, as in PyTorch,', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });
  afterAll(() => tf.disposeVariables());
  const tolerance = { relative: engine === 'webgpu' ? 1e-3 : 1e-4 };

  test.each(['twoBranches', 'experts', 'memory'] as const)(
    'the network %s has its loss, gradients and logits',
    async (kind) => {
      const { model, images } = networks[kind]();
      await expectGoldenClassifier(model, images, golden[kind], tolerance);
    },
  );
});

describe('networks with several branches', () => {
  beforeAll(async () => {
    await startEngine();
  });
  afterAll(() => tf.disposeVariables());

  const options = { depth: 32, classCount: 10, seed: null };

  test('have the numbers of parameters that their definitions give', () => {
    const counts = [
      twoBranchResNet(options),
      cifarExperts(options),
      cifarExperts({ ...options, reduceWidth: true }),
      cifarExperts({ ...options, expertCount: 1 }),
      ensemble([cifarResNet(options), cifarResNet(options), cifarResNet(options)]),
    ].map(parameterCount);
    expect(counts).toEqual([538_778, 1_344_814, 770_926, 464_154, 3 * 464_154]);
  });

  test('leave no tensor behind when they are freed', () => {
    const { tensors } = engineMemory();
    const small = { depth: 8, classCount: 3 };
    const models = [
      twoBranchResNet(small),
      cifarExperts(small),
      ensemble([cifarResNet(small), cifarResNet(small)]),
      metaEmbedding(cifarResNet(small)),
    ];
    for (const model of models) model.dispose();
    expect(engineMemory().tensors).toBe(tensors);
  });

  test('a two-branch network’s features are those of its branches side by side', async () => {
    const model = twoBranchResNet({ depth: 8, classCount: 3 });
    const images = goldenImages(2, 8);
    const { whole, conventional, rebalancing } = tf.tidy(() => ({
      whole: model.features(images, 'inference'),
      conventional: model.branchFeatures(images, 'conventional', 'inference'),
      rebalancing: model.branchFeatures(images, 're-balancing', 'inference'),
    }));
    const sideBySide = tf.concat([conventional, rebalancing], 1);
    expect(await whole.array()).toEqual(await sideBySide.array());
    expect(await conventional.array()).not.toEqual(await rebalancing.array());
  });

  test.each([0, 1, 2])(
    'experts that share %d stages start apart and train what they share together',
    async (shared) => {
      const model = cifarExperts({ depth: 8, classCount: 3, expertCount: 2, sharedStages: shared });
      const names = [...model.parameters.keys()];
      for (const stage of [1, 2, 3]) {
        const own = names.filter((name) => name.startsWith(`layer${stage}s.`));
        const together = names.filter((name) => name.startsWith(`layer${stage}.`));
        expect([own.length > 0, together.length > 0]).toEqual(stage > shared ? [true, false] : [false, true]);
      }
      const [first, second] = tf.tidy(() => model.expertLogits(model.expertFeatures(goldenImages(2, 8), 'inference')));
      expect(await first!.array()).not.toEqual(await second!.array());
    },
  );

  test.each(['linear', 'cosine'] as const)(
    'the mean of %s experts is what their features, weights and biases give',
    async (head) => {
      const options = { depth: 8, classCount: 3, head };
      const model = ensemble([cifarResNet({ ...options, seed: 1 }), cifarResNet({ ...options, seed: 2 })]);
      const { logits, experts, rebuilt } = tf.tidy(() => {
        const images = goldenImages(2, 8);
        const features = model.features(images, 'inference');
        const products = tf.matMul(features, model.classWeights, false, true);
        return {
          logits: model.logits(features),
          experts: model.expertLogits(model.expertFeatures(images, 'inference')),
          rebuilt: model.classBiases ? tf.add(products, model.classBiases) : products,
        };
      });
      const mean = tf.div(tf.add(experts[0]!, experts[1]!), 2);
      expect(await logits.array()).toBeAllclose((await mean.array()) as number[][], { absolute: 1e-5 });
      expect(await rebuilt.array()).toBeAllclose(await logits.array(), { relative: 1e-4, absolute: 1e-5 });
    },
  );

  test('count the batches that they train on, whichever way they are asked', () => {
    const model = cifarExperts({ depth: 8, classCount: 3, expertCount: 2 });
    tf.tidy(() => {
      model.features(goldenImages(2, 8), 'training');
      model.expertFeatures(goldenImages(2, 8), 'training');
      model.expertFeatures(goldenImages(2, 8), 'inference');
    });
    expect(model.batchesTracked).toBe(2);
  });

  test('an ensemble keeps every variable of its models under a name of its own', async () => {
    const model = ensemble([cifarResNet({ depth: 8, classCount: 3 }), cifarResNet({ depth: 8, classCount: 3 })]);
    const names = Object.keys(await exportWeights(model));
    expect(names).toContain('experts.0.layer1.0.conv1.weight');
    expect(names).toContain('experts.1.layer1.0.bn1.running_var');
    expect(model.parameters.get('experts.1.linear.weight')).toBeDefined();
  });

  test('a meta-embedding classifies as its model does until it has centroids to remember', async () => {
    const [plain, model] = [linearModel(), metaEmbedding(linearModel())];
    const rows = tf.tensor2d(formula(12, 0.1), [2, 6]);
    const logitsOf = async (each: Model) => (await tf.tidy(() => each.logits(rows)).array()) as number[][];
    expect(await logitsOf(model)).toEqual(await logitsOf(plain));
    tf.tidy(() => model.remember(tf.ones([5, 6])));
    expect(await logitsOf(model)).not.toEqual(await logitsOf(plain));
    expect(Math.max(...(await logitsOf(model)).flat().map(Math.abs))).toBeLessThan(16);
  });

  test('a meta-embedding is finite at a centroid, gradients included', async () => {
    const model = metaEmbedding(linearModel());
    const rows = tf.tensor2d(formula(12, 0.1), [2, 6]);
    tf.tidy(() => model.remember(tf.concat([rows, tf.zeros([3, 6])], 0)));
    const { value, grads } = tf.valueAndGrads((x: tf.Tensor) => tf.sum(model.logits(x as tf.Tensor2D)))([rows]);
    for (const tensor of [value, ...grads]) expect([...(await tensor.data())].every(Number.isFinite)).toBe(true);
  });

  test.each([
    [
      () => cifarExperts({ depth: 8, classCount: 3, expertCount: 0 }),
      'cannot have 0 experts: give a whole number from 1.',
    ],
    [
      () => cifarExperts({ depth: 8, classCount: 3, sharedStages: 3 }),
      'cannot share 3 of three stages: give 0, 1 or 2.',
    ],
    [() => ensemble([]), 'An ensemble cannot be made of 0 models with no classes: give at least one'],
    [
      () => ensemble([cifarResNet({ depth: 8, classCount: 3 }), cifarResNet({ depth: 8, classCount: 4 })]),
      'An ensemble cannot be made of 2 models with 3, 4 classes',
    ],
    [
      () => metaEmbedding(cifarResNet({ depth: 8, classCount: 3, head: 'cosine' })),
      'choose head linear for its model.',
    ],
    [() => twoBranchResNet({ depth: 9, classCount: 3 }), 'choose 6n + 2'],
  ])('are refused in one sentence where they cannot be (%#)', (make, message) => {
    expect(make).toThrow(message);
  });
});
