import { z } from 'zod';
import { argmaxRows } from './argmax-rows.js';
import { defineMetric, type MetricInput } from './metric.js';
import { checkClass, checkLabels, type Numbers } from './rows.js';

/** How often each true class (row) was taken for each class (column). */
export type ConfusionMatrix = readonly (readonly number[])[];

/** @throws InputError for labels and predictions of different length and for classes outside 0 … K-1. */
export function confusionMatrix(
  labels: Numbers,
  predictions: Numbers,
  { classCount }: { classCount: number },
): number[][] {
  checkLabels(labels, { count: predictions.length, classCount });
  const matrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let i = 0; i < labels.length; i++) {
    checkClass(predictions[i]!, classCount, `Prediction ${predictions[i]} of sample ${i}`);
    matrix[labels[i]!]![predictions[i]!]!++;
  }
  return matrix;
}

/** The confusion matrix of the classes with the largest logits. */
export function predictedConfusion(
  { logits, labels }: Pick<MetricInput, 'logits' | 'labels'>,
  { classCount }: { classCount: number },
): number[][] {
  return confusionMatrix(labels, argmaxRows(logits, { classCount }), { classCount });
}

export const confusionMatrixMetric = defineMetric({
  formula: 'C_ij = number of samples of class i taken for class j',
  source: 'Wang et al., Margin Calibration, ACML 2022, figure 3 (c) and (d)',
  papers: ['marc'],
  unit: 'samples',
  result: '[K, K], rows are true classes, columns predictions',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create: (_, context) => (input) => predictedConfusion(input, context),
});
