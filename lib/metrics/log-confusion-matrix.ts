import { z } from 'zod';
import { predictedConfusion } from './confusion-matrix.js';
import { defineMetric } from './metric.js';

export const logConfusionMatrixMetric = defineMetric({
  formula: 'log(1 + C_ij), C_ij the number of samples of class i taken for class j',
  source: 'Xu et al., UniMix and Bayias, NeurIPS 2021, figure 5, which does not say how it treats a count of 0',
  papers: ['unimix'],
  unit: 'natural logarithm of samples',
  result: '[K, K], rows are true classes, columns predictions (the figure has them the other way)',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create: (_, context) => (input) =>
    predictedConfusion(input, context).map((row) => row.map((count) => Math.log1p(count))),
});
