import { describe, expect, it } from 'vitest';
import { type FeatureBank, postHocLogitAdjustment, tauNormalisation, unadjusted } from '../../lib/adjustment/index.js';
import { readJson } from '../../lib/files.js';
import { projectPath } from '../../lib/project.js';
import { smallBank } from './small-bank.js';

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

const predictions = (logits: Float32Array) =>
  Array.from({ length: logits.length / 3 }, (_, i) => {
    const row = [...logits.slice(3 * i, 3 * i + 3)];
    return row.indexOf(Math.max(...row));
  });

describe('postHocLogitAdjustment', () => {
  it.each(golden.tau.map((tau, i) => [tau, golden.adjusted[i]!, golden.argmax[i]!] as const))(
    'has the golden logits and predictions at τ = %d',
    (tau, adjusted, argmax) => {
      const bank = goldenBank();
      const logits = postHocLogitAdjustment(bank, { tau }).logits(bank.test);
      expect(logits).toBeAllclose(adjusted, { relative: 1e-6 });
      expect(predictions(logits)).toEqual(argmax);
    },
  );

  it('is the stage-one classifier at τ = 0', () => {
    const bank = smallBank({ classCounts: [9, 4, 1] });
    expect(postHocLogitAdjustment(bank, { tau: 0 }).logits(bank.test)).toEqual(unadjusted(bank).logits(bank.test));
  });

  it('refuses a τ that is not finite', () => {
    expect(() => postHocLogitAdjustment(goldenBank(), { tau: Number.NaN })).toThrow('tau is NaN');
  });
});

describe('unadjusted', () => {
  it('is W z + b', () => {
    const bank = goldenBank();
    bank.head = { weight: Float32Array.of(1, 2, 0, 0, 0, 1, -1, 0, 0), bias: Float32Array.of(0.5, 0, 1) };
    expect(unadjusted(bank).logits({ features: Float32Array.of(1, 2, 3), labels: Int32Array.of(0), count: 1 })).toEqual(
      Float32Array.of(5.5, 3, 0),
    );
  });
});

describe('tauNormalisation', () => {
  const bank = goldenBank();
  bank.head = { weight: Float32Array.of(3, 4, 0, 0, 0, 2, 1, 0, 0), bias: Float32Array.of(100, 200, 300) };
  const sample = { features: Float32Array.of(1, 2, 3), labels: Int32Array.of(0), count: 1 };

  it('divides by the norms and drops the bias', () => {
    expect(tauNormalisation(bank).logits(sample)).toBeAllclose([11 / 5, 6 / 2, 1]);
    expect(tauNormalisation(bank, { tau: 0.5 }).logits(sample)).toBeAllclose([11 / Math.sqrt(5), 6 / Math.SQRT2, 1]);
    expect(tauNormalisation(bank, { tau: 0 }).logits(sample)).toBeAllclose([11, 6, 1]);
  });

  it('refuses a class whose weights are all zero', () => {
    const dead = { ...bank, head: { weight: new Float32Array(9), bias: null } };
    expect(() => tauNormalisation(dead)).toThrow('weights of class 0 are all zero');
  });
});
