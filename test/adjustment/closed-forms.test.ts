import { describe, expect, it } from 'vitest';
import { createAdjustment, type FeatureBank } from '../../lib/adjustment/index.js';
import { readJson } from '../../lib/files.js';
import { projectPath } from '../../lib/project.js';

interface Golden {
  logits: number[][];
  classCounts: number[];
  tau: number[];
  adjusted: number[][][];
  argmax: number[][];
  argmaxRaw: number[];
}

const golden = readJson<Golden>(projectPath('test', 'adjustment', 'golden', 'post-hoc-logit-adjustment.json'));

/** A bank whose features are the golden logits themselves, under an identity head. */
function goldenBank(): FeatureBank {
  const labels = Int32Array.from(golden.logits, () => 0);
  const set = { features: Float32Array.from(golden.logits.flat()), labels, count: labels.length };
  const identity = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  return {
    featureSize: 3,
    classCounts: golden.classCounts,
    train: set,
    test: set,
    head: { weight: identity, bias: null },
  };
}

const argmaxRows = (logits: Float32Array) =>
  Array.from({ length: logits.length / 3 }, (_, i) => {
    const row = [...logits.slice(3 * i, 3 * i + 3)];
    return row.indexOf(Math.max(...row));
  });

const logitsOf = async (name: string, options: Record<string, unknown>, bank: FeatureBank) =>
  (await createAdjustment(name, options).fit(bank)).logits(bank);

describe('post-hoc logit adjustment', () => {
  it.each(golden.tau.map((tau, i) => [tau, golden.adjusted[i]!, golden.argmax[i]!] as const))(
    'has the golden logits and predictions at τ = %d',
    async (tau, adjusted, argmax) => {
      const logits = await logitsOf('post-hoc-logit-adjustment', { tau }, goldenBank());
      expect(logits).toBeAllclose(adjusted, { relative: 1e-6 });
      expect(argmaxRows(logits)).toEqual(argmax);
    },
  );
});

describe('a split of more than one chunk', () => {
  it('has the logits of each of its rows', async () => {
    const [count, classCount] = [17_000, 1_000];
    const weight = Float32Array.from({ length: 2 * classCount }, (_, i) => Math.sin(i));
    const features = Float32Array.from({ length: 2 * count }, (_, i) => Math.cos(i));
    const bank: FeatureBank = {
      featureSize: 2,
      classCounts: new Array<number>(classCount).fill(1),
      train: { features: features.slice(0, 2), labels: new Int32Array(1), count: 1 },
      test: { features, labels: new Int32Array(count), count },
      head: { weight, bias: null },
    };
    const logits = await logitsOf('unadjusted', {}, bank);
    for (const [row, k] of [
      [0, 0],
      [16_776, 999],
      [16_777, 0],
      [16_999, 500],
    ] as const) {
      const expected = features[2 * row]! * weight[2 * k]! + features[2 * row + 1]! * weight[2 * k + 1]!;
      expect(logits[row * classCount + k]).toBeAllclose(expected, { absolute: 1e-6 });
    }
  });
});

describe('weight normalisation', () => {
  const bank = goldenBank();
  bank.head = { weight: Float32Array.of(3, 4, 0, 0, 0, 2, 1, 0, 0), bias: Float32Array.of(100, 200, 300) };
  const features = Float32Array.of(1, 2, 3);
  const sample = { ...bank, test: { features, labels: Int32Array.of(0), count: 1 } };

  it('divides by the norms and drops the bias', async () => {
    const logits = (options: Record<string, unknown>) => logitsOf('weight-normalisation', options, sample);
    expect(await logits({})).toBeAllclose([11 / 5, 6 / 2, 1]);
    expect(await logits({ tau: 0.5 })).toBeAllclose([11 / Math.sqrt(5), 6 / Math.SQRT2, 1]);
    expect(await logits({ bias: 'divided' })).toBeAllclose([111 / 5, 206 / 2, 301]);
  });

  it('refuses a class whose weights are all zero, unless it divides by the prior', async () => {
    const dead = { ...bank, head: { weight: new Float32Array(9), bias: null } };
    await expect(logitsOf('weight-normalisation', {}, dead)).rejects.toThrow('weights of class 0 are all zero');
    expect(await logitsOf('weight-normalisation', { by: 'prior' }, dead)).toEqual(
      new Float32Array(dead.test.count * 3),
    );
  });
});
