import { z } from 'zod';
import { defineMetric } from './metric.js';
import { visitSoftmaxRows } from './softmax.js';

export const brierScoreMetric = defineMetric({
  formula: '1/n Σ_x Σ_k (softmax(η(x))_k − 1[y = k])²',
  source: 'Brier, Verification of forecasts expressed in terms of probability, 1950, eq. 2',
  papers: [],
  unit: 'squared probability, 0 … 2',
  result: 'number',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create:
    (_, { classCount }) =>
    ({ logits, labels }) => {
      let sum = 0;
      visitSoftmaxRows(logits, { classCount }, (probabilities, i) => {
        for (let k = 0; k < classCount; k++) sum += (probabilities[k]! - Number(labels[i] === k)) ** 2;
      });
      return sum / labels.length;
    },
});
