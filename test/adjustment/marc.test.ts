import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAdjustment, type FeatureBank } from '../../lib/adjustment/index.js';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { readJson } from '../../lib/files.js';
import { createLoss, inverseFrequencyWeights } from '../../lib/losses/index.js';
import { projectPath } from '../../lib/project.js';
import { smallBank } from './small-bank.js';

interface Golden {
  logits: number[][];
  labels: number[];
  classCounts: number[];
  gamma: number;
  weightNorms: number[];
  classWeights: number[];
  omega: number[];
  beta: number[];
  value: number;
  gradientOmega: number[];
  gradientBeta: number[];
  weightedMeanValue: number;
  classWeightsByGamma: Record<string, number[]>;
}

const golden = readJson<Golden>(projectPath('test', 'adjustment', 'golden', 'marc.json'));

describe('the class weights', () => {
  const scaled = (weights: number[]) => weights.map((weight) => weight / weights.reduce((sum, each) => sum + each));

  it('follow equation 12 up to a factor', () => {
    for (const [gamma, weights] of Object.entries<number[]>(golden.classWeightsByGamma)) {
      const found = inverseFrequencyWeights(golden.classCounts, { gamma: Number(gamma) });
      expect(scaled(found)).toBeAllclose(scaled(weights), { relative: 1e-9, absolute: 1e-12 });
    }
  });

  it('stay finite, however long the tail', () => {
    expect(inverseFrequencyWeights([1e9, 1e5, 1], { gamma: 40 })).toBeAllclose([0, 0, 1], { absolute: 1e-12 });
  });
});

describe('the loss', () => {
  beforeAll(async () => void (await startEngine()));

  it('has the golden value and gradient', async () => {
    const { classCounts: counts, gamma } = golden;
    const objective = (reduction: 'batch-mean' | 'weighted-mean') => (omega: tf.Tensor, beta: tf.Tensor) =>
      createLoss('marc', { counts, gamma, reduction })(
        { logits: tf.add(tf.mul(omega, golden.logits), tf.mul(beta, golden.weightNorms)) },
        tf.tensor1d(golden.labels, 'int32'),
      );
    const point = [tf.tensor1d(golden.omega), tf.tensor1d(golden.beta)];
    const { value, grads } = tf.valueAndGrads(objective('batch-mean'))(point);
    expect(await value.array()).toBeAllclose(golden.value);
    expect(await grads[0]!.data()).toBeAllclose(golden.gradientOmega);
    expect(await grads[1]!.data()).toBeAllclose(golden.gradientBeta);
    expect(await objective('weighted-mean')(point[0]!, point[1]!).array()).toBeAllclose(golden.weightedMeanValue);
  });
});

describe('marc', () => {
  const bank = smallBank({ classCounts: [200, 60, 20, 5], featureSize: 3 });
  const fitted = (options: Record<string, unknown>, seed = 0) =>
    createAdjustment('marc', { epochs: 5, batchSize: 32, ...options }, { seed }).fit(bank);

  it('without γ is the unweighted calibration, whatever the reduction', async () => {
    const plain = (await fitted({ gamma: 0, reduction: 'batch-mean' })).parameters;
    const { parameters } = await fitted({ gamma: 0, reduction: 'weighted-mean' });
    expect(parameters.omega).toBeAllclose(plain.omega!);
    expect(parameters.beta).toBeAllclose(plain.beta!);
    expect((await fitted({ gamma: 1.2 })).parameters).not.toEqual(plain);
  });

  it('raises the tail against the head', async () => {
    const recall = async (name: string, options: Record<string, unknown>, k: number) => {
      const logits = await (await createAdjustment(name, options).fit(bank)).logits(bank, 'train');
      const rows = [...bank.train.labels.keys()].filter((i) => bank.train.labels[i] === k);
      const hits = rows.filter((i) => logits.slice(4 * i, 4 * i + 4).every((value) => value <= logits[4 * i + k]!));
      return hits.length / rows.length;
    };
    const calibrated = await recall('marc', { epochs: 40, batchSize: 32 }, 3);
    expect(calibrated).toBeGreaterThan(await recall('unadjusted', {}, 3));
  });

  it('draws the order of samples from its seed', async () => {
    expect((await fitted({}, 1)).parameters).toEqual((await fitted({}, 1)).parameters);
    expect((await fitted({}, 1)).parameters).not.toEqual((await fitted({}, 2)).parameters);
  });

  it('says so when it diverges, and refuses options out of range', async () => {
    const { tensors } = engineMemory();
    await expect(fitted({ learningRate: 1e30 })).rejects.toThrow('diverged in its epoch 1 at learning rate 1e+30');
    expect(engineMemory().tensors).toBe(tensors);
    const refused: Record<string, unknown>[] = [{ epochs: -1 }, { gamma: Number.NaN }, { batchSize: 0 }];
    for (const options of refused) expect(() => createAdjustment('marc', options)).toThrow('adjustment marc');
  });

  it('takes a bank that is the test split of another', async () => {
    const classifier = await fitted({});
    const swapped: FeatureBank = { ...bank, test: bank.train };
    expect(await classifier.logits(swapped)).toEqual(await classifier.logits(bank, 'train'));
  });
});
