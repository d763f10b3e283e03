import { z } from 'zod';
import { InputError } from '../errors.js';
import { papers } from '../method.js';
import { type ConfusionMatrix, predictedConfusion } from './confusion-matrix.js';
import { defineMetric } from './metric.js';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Share of samples on the diagonal, 0 … 1. @throws InputError for a matrix without samples. */
export function accuracy(confusion: ConfusionMatrix): number {
  const samples = sum(confusion.map(sum));
  if (samples === 0) throw new InputError('The confusion matrix holds no samples: evaluate at least one.');
  return sum(confusion.map((row, k) => row[k]!)) / samples;
}

export const accuracyMetric = defineMetric({
  formula: '1/n Σ 1[argmax_k η_k(x) = y], top-1; of equal logits the first class counts',
  source: 'every paper’s tables, there in per cent of a balanced test set',
  papers,
  unit: 'fraction of one',
  result: 'number',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create: (_, context) => (input) => accuracy(predictedConfusion(input, context)),
});
