import { z } from 'zod';
import { defineMetric } from './metric.js';

export const negativeLogLikelihoodMetric = defineMetric({
  formula: 'NLL = 1/n Σ −log softmax(η(x))_y',
  source: 'Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 6, there the sum',
  papers: [],
  unit: 'nats',
  result: 'number',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create:
    (_, { classCount }) =>
    ({ logits, labels }) => {
      let sum = 0;
      for (let i = 0; i < labels.length; i++) {
        const first = i * classCount;
        let largest = Number.NEGATIVE_INFINITY;
        for (let k = 0; k < classCount; k++) largest = Math.max(largest, logits[first + k]!);
        let total = 0;
        for (let k = 0; k < classCount; k++) total += Math.exp(logits[first + k]! - largest);
        // From logits: a probability that rounds to 0 would make the logarithm infinite.
        sum += Math.log(total) + largest - logits[first + labels[i]!]!;
      }
      return sum / labels.length;
    },
});
