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
