import { binOf, binOptions } from './calibration.js';
import { defineMetric } from './metric.js';
import { visitSoftmaxRows } from './softmax.js';

export const classWiseCalibrationErrorMetric = defineMetric({
  formula:
    '1/K Σ_j Σ_b n_bj / n · |share of class j in b − mean p_j in b|, b over bins (a, a′] of p_j, the first [0, a′]',
  source: 'Kull et al., Beyond temperature scaling, NeurIPS 2019, eq. 3',
  papers: [],
  unit: 'fraction of one',
  result: 'number',
  needs: ['logits', 'labels'],
  options: binOptions,
  create:
    ({ bins }, { classCount }) =>
    ({ logits, labels }) => {
      // Only the sums matter: n_bj · (share − mean) = samples of class j in the bin − sum of their probabilities.
      const gaps = new Float64Array(classCount * bins);
      visitSoftmaxRows(logits, { classCount }, (probabilities, i) => {
        for (let k = 0; k < classCount; k++) {
          const bin = probabilities[k] === 0 ? 0 : binOf(probabilities[k]!, bins);
          gaps[k * bins + bin]! += Number(labels[i] === k) - probabilities[k]!;
        }
      });
      return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / (labels.length * classCount);
    },
});
