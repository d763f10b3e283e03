import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { readJson } from '../../lib/files.js';
import { createLoss } from '../../lib/losses/index.js';
import { normaliseRows } from '../../lib/models/normalise-rows.js';
import { projectPath } from '../../lib/project.js';
import { everyEngine } from '../host-engines.js';
import { evaluate, randomBatch } from './evaluate.js';
import type { Batch, Matrix } from './reference.js';

interface CosineHeadGolden {
  features: number[][];
  classWeights: number[][];
  labels: number[];
  counts: number[];
  entries: { name: string; value: number; gradientByFeatures: number[][]; gradientByClassWeights: number[][] }[];
}

const golden = readJson<CosineHeadGolden>(projectPath('test', 'losses', 'golden', 'cosine-head', 'gradients.json'));
const marginLosses = ['ala', 'arc-face', 'cos-face', 'dbm', 'ldam', 'sphere-face'];
const balanced = { ...randomBatch({ samples: 6, classes: 4 }, { angular: true, rows: [] }), counts: [30, 30, 30, 30] };

/** A loss of the cosines between features and class weights, with its gradients. */
async function throughCosineHead(
  name: string,
  head: Pick<CosineHeadGolden, 'features' | 'classWeights'>,
  batch: Pick<Batch, 'labels' | 'counts'>,
) {
  const loss = createLoss(name, { counts: batch.counts });
  const labels = tf.tensor1d([...batch.labels], 'int32');
  const matrices = [tf.tensor2d(head.features), tf.tensor2d(head.classWeights)];
  const { value, grads } = tf.valueAndGrads((features, weights) => {
    const [from, to] = [normaliseRows(features as tf.Tensor2D), normaliseRows(weights as tf.Tensor2D)];
    return loss({ logits: tf.matMul(from, to, false, true) }, labels);
  })(matrices);
  const [byFeatures, byClassWeights] = await Promise.all(grads.map((gradient) => gradient.data()));
  const result = { value: (await value.data())[0]!, byFeatures: byFeatures!, byClassWeights: byClassWeights! };
  tf.dispose([labels, matrices, value, grads]);
  return result;
}

/** One sample of class 0 of three, whose cosines are these. */
const sample = (cosines: Matrix[number]): Batch => ({
  logits: [cosines],
  labels: [0],
  counts: [20, 20, 20],
  shares: [1],
  inputs: {},
});

describe.each(everyEngine)('margins on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  it.each(golden.entries)('$name has the golden gradients by features and class weights', async (entry) => {
    const { value, byFeatures, byClassWeights } = await throughCosineHead(entry.name, golden, golden);
    expect(value).toBeAllclose(entry.value, { relative: 1e-5 });
    expect(byFeatures).toBeAllclose(entry.gradientByFeatures, { relative: 1e-4, absolute: 3e-6 });
    expect(byClassWeights).toBeAllclose(entry.gradientByClassWeights, { relative: 1e-4, absolute: 3e-6 });
  });

  it.each(marginLosses)('%s has no gradient by a feature that lies on its class, or opposite to it', async (name) => {
    const head = {
      features: [
        [2, 0],
        [-3, 0],
      ],
      classWeights: [
        [1, 0],
        [0, 1],
      ],
    };
    const { byFeatures } = await throughCosineHead(name, head, { labels: [0, 0], counts: [10, 10] });
    // Only the other class pulls, at a right angle.
    expect(byFeatures[0]).toBeCloseTo(0, 5);
    expect(byFeatures[2]).toBeCloseTo(0, 5);
    expect([...byFeatures].every(Number.isFinite)).toBe(true);
  });

  it.each(['arc-face', 'dbm'])('%s follows the angle up to the last cosine below one', async (name) => {
    const options = { margin: 0.5, scale: 1, ...(name === 'dbm' && { instanceMargin: 'none' }) };
    const cosine = Math.fround(1 - 2 ** -24);
    const theta = Math.acos(cosine);
    const { value, gradients } = await evaluate(name, options, sample([cosine, -1, -1]));
    const target = Math.cos(theta + 0.5);
    const probability = 1 / (1 + 2 * Math.exp(-1 - target));
    expect(value).toBeAllclose(-Math.log(probability), { relative: 1e-5 });
    const slope = Math.sin(theta + 0.5) / Math.sin(theta);
    expect(gradients.logits![0]).toBeAllclose((probability - 1) * slope, { relative: 1e-4 });
  });

  it('treats the first of equal cosines as the prediction', async () => {
    const positive = (cosines: number[], instanceMargin: string) =>
      evaluate('dbm', { margin: 0.3, instanceMargin }, sample(cosines));
    const tied = [0.4, 0.4, 0.1];
    expect(await positive(tied, 'hard-positive')).toEqual(await positive(tied, 'none'));
    const behind = [0.4, 0.5, 0.1];
    expect(await positive(behind, 'hard-positive')).toEqual(await positive(behind, 'positive'));
  });

  it.each([
    ['dbm', { tau: 0, margin: 0.2, scale: 30, instanceMargin: 'none' }, 'arc-face', { margin: 0.2, scale: 30 }],
    ['dbm', { margin: 0.2, scale: 30, instanceMargin: 'none' }, 'arc-face', { margin: 0.2, scale: 30 }],
    ['dbm', { base: 'balanced-softmax' }, 'dbm', {}],
    ['dbm', { base: 'class-balanced', reduction: 'weighted-mean' }, 'dbm', {}],
    ['ldam', { margin: 0.2 }, 'cos-face', { margin: 0.2, scale: 30 }],
    ['ldam', { classWeights: 'effective-number' }, 'ldam', {}],
    ['sphere-face', { margin: 1, scale: 16 }, 'cos-face', { margin: 0, scale: 16 }],
  ])('on a balanced training set %s with %o is %s with %o', async (name, options, other, otherOptions) => {
    const [actual, expected] = [await evaluate(name, options, balanced), await evaluate(other, otherOptions, balanced)];
    expect(actual.value).toBeAllclose(expected.value, { relative: 1e-5 });
    expect(actual.gradients.logits!).toBeAllclose(expected.gradients.logits!, { relative: 1e-4, absolute: 1e-6 });
  });
});
