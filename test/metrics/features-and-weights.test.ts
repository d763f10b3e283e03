import { describe, expect, it } from 'vitest';
import { createMetric } from '../../lib/metrics/index.js';
import { randomStream } from '../../lib/random/index.js';
import { mean } from './reference.js';

const counts = [30, 3];

describe('mean-margin-by-class', () => {
  it('refuses a norm of zero', () => {
    const measure = createMetric('mean-margin-by-class', { counts });
    expect(() => measure({ logits: [1, 2], labels: [0], classWeights: [1, 0] })).toThrow(
      'The weight norm of class 1 is 0',
    );
  });
});

describe('angular-distance', () => {
  const measure = createMetric('angular-distance', { counts, rule: 'oltr' });

  it('does not depend on the lengths of features and weights', () => {
    const near = { features: [1, 2, -1, 3], labels: [0, 0], classWeights: [2, 1, 0, 1] };
    const far = { ...near, features: [1e3, 2e3, -1e-3, 3e-3], classWeights: [20, 10, 0, 7] };
    expect(measure(far).medium!.angles).toBeAllclose(measure(near).medium!.angles);
  });

  it('is 0° and 180° on the line of the centre, whatever the rounding', () => {
    const stream = randomStream(0, 'angles');
    for (let i = 0; i < 100; i++) {
      const centre = Array.from({ length: 5 }, () => stream.normal());
      const features = [...centre.map((value) => 3 * value), ...centre.map((value) => -value)];
      const { medium } = measure({ features, labels: [0, 0], classWeights: [...centre, ...centre] });
      expect(medium!.angles).toBeAllclose([0, 180], { absolute: 1e-5 });
    }
  });

  it('refuses a feature without direction, and weights of another length', () => {
    expect(() => measure({ features: [0, 0], labels: [0], classWeights: [1, 0, 0, 1] })).toThrow(
      'The feature of sample 0 or the weight of its class is zero',
    );
    expect(() => measure({ features: [1, 0], labels: [0], classWeights: [1, 0, 0, 1, 0, 0] })).toThrow(
      'The 6 classWeights do not fill a matrix of 2 × 2',
    );
  });
});

describe('fisher-separability', () => {
  it('finds the projection that separates best', () => {
    const stream = randomStream(0, 'fisher');
    const labels = Array.from({ length: 40 }, (_, i) => i % 2);
    // Correlated features, whose best projection is not the line between the means.
    const points = labels.map((label) => {
      const common = 3 * stream.normal();
      return [common + stream.normal() + label, common + stream.normal() - label];
    });
    const best = createMetric('fisher-separability', { counts })({ features: points.flat(), labels });
    const along = (angle: number) => {
      const projected = (of: number) =>
        points.flatMap(([x, y], i) => (labels[i] === of ? [x! * Math.cos(angle) + y! * Math.sin(angle)] : []));
      const [a, b] = [projected(0), projected(1)];
      const variance = (values: number[]) => mean(values.map((value) => (value - mean(values)) ** 2));
      return (mean(a) - mean(b)) ** 2 / (variance(a) + variance(b));
    };
    const criteria = Array.from({ length: 1800 }, (_, i) => along((i * Math.PI) / 1800));
    expect(best[0]).toBeAllclose(Math.max(...criteria), { relative: 1e-4 });
    expect(best[0]).toBe(best[1]);
  });
});

describe('batch-norm-shift', () => {
  const measure = createMetric('batch-norm-shift', { counts });
  const statistics = { 'bn1.running_mean': [1], 'bn1.running_var': [1] };

  it('takes only running statistics', () => {
    const others = { ...statistics, 'conv1.weight': [7], 'bn1.num_batches_tracked': [3] };
    expect(measure({ runningStatistics: others, shiftedStatistics: others })).toEqual({
      bn1: { mean: [0], variance: [0] },
    });
  });

  it('refuses statistics of different networks, and none', () => {
    const other = { 'bn2.running_mean': [1], 'bn2.running_var': [1] };
    expect(() => measure({ runningStatistics: statistics, shiftedStatistics: other })).toThrow(
      'give two of one network',
    );
    const wider = { 'bn1.running_mean': [1, 2], 'bn1.running_var': [1, 2] };
    expect(() => measure({ runningStatistics: statistics, shiftedStatistics: wider })).toThrow('bn1.running_mean');
    expect(() => measure({ runningStatistics: {}, shiftedStatistics: {} })).toThrow('no name that ends in');
  });
});
