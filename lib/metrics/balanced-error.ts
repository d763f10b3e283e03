import { z } from 'zod';
import { accuracyByClass } from './accuracy-by-class.js';
import { predictedConfusion } from './confusion-matrix.js';
import { defineMetric } from './metric.js';

export const balancedErrorMetric = defineMetric({
  formula: 'BER = 1/K Σ_j P(argmax_k η_k(x) ≠ j | y = j)',
  source: 'Menon et al., Logit adjustment, ICLR 2021, eq. 2',
  papers: ['logit-adjustment'],
  unit: 'fraction of one',
  result: 'number; a class without samples does not count',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create: (_, context) => (input) => {
    const accuracies = accuracyByClass(predictedConfusion(input, context)).filter((value) => value !== null);
    return 1 - accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length;
  },
});
