import { describe, expect, it } from 'vitest';
import { marc, marcClassWeights, marcLoss, unadjusted } from '../../lib/adjustment/index.js';
import { InputError } from '../../lib/errors.js';
import { readJson } from '../../lib/files.js';
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
const exact = { relative: 1e-9, absolute: 1e-12 };

const input = {
  logits: Float64Array.from(golden.logits.flat()),
  labels: Int32Array.from(golden.labels),
  indices: Int32Array.of(0, 1, 2, 3),
  omega: Float64Array.from(golden.omega),
  beta: Float64Array.from(golden.beta),
  weightNorms: Float64Array.from(golden.weightNorms),
  classWeights: golden.classWeights,
  reduction: 'batch-mean' as const,
};

describe('marcClassWeights', () => {
  it('follow equation 12', () => {
    expect(marcClassWeights(golden.classCounts, { gamma: golden.gamma })).toBeAllclose(golden.classWeights, exact);
    for (const [gamma, weights] of Object.entries(golden.classWeightsByGamma)) {
      expect(marcClassWeights(golden.classCounts, { gamma: Number(gamma) })).toBeAllclose(weights, exact);
    }
  });

  it('sum to the number of classes, however long the tail', () => {
    const weights = marcClassWeights([1e9, 1e5, 1], { gamma: 40 });
    expect(weights).toBeAllclose([0, 0, 3], { absolute: 1e-12 });
  });

  it('refuse an empty class', () => {
    expect(() => marcClassWeights([3, 0], { gamma: 1 })).toThrow(InputError);
  });
});

describe('marcLoss', () => {
  it('has the golden value and gradient', () => {
    const { value, gradientOmega, gradientBeta } = marcLoss(input);
    expect(value).toBeAllclose(golden.value, exact);
    expect(gradientOmega).toBeAllclose(golden.gradientOmega, exact);
    expect(gradientBeta).toBeAllclose(golden.gradientBeta, exact);
  });

  it('has the golden weighted mean, with the gradient of finite differences', () => {
    const at = (change: object) => marcLoss({ ...input, reduction: 'weighted-mean', ...change }).value;
    expect(at({})).toBeAllclose(golden.weightedMeanValue, exact);
    const shifted = (values: Float64Array, k: number, by: number) =>
      values.map((value, j) => (j === k ? value + by : value));
    const { gradientOmega, gradientBeta } = marcLoss({ ...input, reduction: 'weighted-mean' });
    for (const k of [0, 1, 2]) {
      const slope = (name: 'omega' | 'beta') =>
        (at({ [name]: shifted(input[name], k, 1e-6) }) - at({ [name]: shifted(input[name], k, -1e-6) })) / 2e-6;
      expect(gradientOmega[k]).toBeAllclose(slope('omega'), { relative: 1e-6, absolute: 1e-8 });
      expect(gradientBeta[k]).toBeAllclose(slope('beta'), { relative: 1e-6, absolute: 1e-8 });
    }
  });

  it('looks at the batch only', () => {
    const one = marcLoss({ ...input, indices: Int32Array.of(2) });
    const alone = marcLoss({
      ...input,
      indices: Int32Array.of(0),
      logits: input.logits.slice(6, 9),
      labels: Int32Array.of(2),
    });
    expect(one).toEqual(alone);
  });

  it('stays finite for logits of ±10,000', () => {
    const logits = Float64Array.of(1e4, -1e4, 0, -1e4, 1e4, 0, 1e4, 1e4, 1e4, 0, -1e4, -1e4);
    const { value, gradientOmega, gradientBeta } = marcLoss({ ...input, logits });
    expect([value, ...gradientOmega, ...gradientBeta].every(Number.isFinite)).toBe(true);
  });
});

describe('marc', () => {
  const bank = smallBank({ classCounts: [200, 60, 20, 5], featureSize: 3 });
  const parameters = (options: object) => marc(bank, { epochs: 5, batchSize: 32, ...options }).parameters;

  it('takes one whole-batch step of SGD exactly as the formulas say', () => {
    const { omega, beta } = parameters({ epochs: 1, batchSize: 1000, learningRate: 0.1, weightDecay: 0.01 });
    const norms = [0, 1, 2, 3].map((k) => Math.hypot(...bank.head.weight.subarray(3 * k, 3 * k + 3)));
    const logits = bank.train.labels.length * 4;
    const eta = Float64Array.from({ length: logits }, (_, i) => {
      const [sample, k] = [Math.floor(i / 4), i % 4];
      const dot = [0, 1, 2].reduce(
        (sum, j) => sum + bank.train.features[3 * sample + j]! * bank.head.weight[3 * k + j]!,
        0,
      );
      return dot + bank.head.bias![k]!;
    });
    const { gradientOmega, gradientBeta } = marcLoss({
      logits: eta,
      labels: bank.train.labels,
      indices: Int32Array.from(bank.train.labels.keys()),
      omega: Float64Array.of(1, 1, 1, 1),
      beta: new Float64Array(4),
      weightNorms: Float64Array.from(norms),
      classWeights: marcClassWeights(bank.classCounts, { gamma: 1.2 }),
      reduction: 'batch-mean',
    });
    // With a single iteration the cosine is at its start, and the velocity is the gradient.
    expect(omega).toBeAllclose(
      gradientOmega.map((g) => 1 - 0.1 * (g + 0.01)),
      exact,
    );
    expect(beta).toBeAllclose(
      gradientBeta.map((g) => -0.1 * g),
      exact,
    );
  });

  it('without γ is the unweighted calibration, whatever the reduction', () => {
    const plain = parameters({ gamma: 0, reduction: 'batch-mean' });
    expect(parameters({ gamma: 0, reduction: 'weighted-mean' })).toEqual(plain);
    expect(parameters({ gamma: 1.2 })).not.toEqual(plain);
  });

  it('raises the tail against the head', () => {
    const recall = (classifier: ReturnType<typeof marc>, k: number) => {
      const logits = classifier.logits(bank.train);
      const rows = [...bank.train.labels.keys()].filter((i) => bank.train.labels[i] === k);
      return (
        rows.filter((i) => logits.slice(4 * i, 4 * i + 4).every((value) => value <= logits[4 * i + k]!)).length /
        rows.length
      );
    };
    expect(recall(marc(bank, { epochs: 40, batchSize: 32 }), 3)).toBeGreaterThan(recall(unadjusted(bank), 3));
  });

  it('draws the order of samples from its seed', () => {
    expect(parameters({ seed: 1 })).toEqual(parameters({ seed: 1 }));
    expect(parameters({ seed: 1 })).not.toEqual(parameters({ seed: 2 }));
  });

  it('learns nothing at learning rate zero', () => {
    expect(parameters({ learningRate: 0 })).toEqual({ omega: [1, 1, 1, 1], beta: [0, 0, 0, 0] });
  });

  it('says so when it diverges, and refuses options out of range', () => {
    expect(() => parameters({ learningRate: 1e300 })).toThrow('MARC diverged at learning rate 1e+300');
    expect(() => parameters({ epochs: 0 })).toThrow('epochs is 0');
    expect(() => parameters({ gamma: Number.NaN })).toThrow('gamma is NaN');
  });
});
