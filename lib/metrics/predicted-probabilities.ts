import { type ShotGroupRule, type ShotGroups, shotGroups } from '../data/index.js';
import { argmaxRows } from './argmax-rows.js';
import type { MetricInput } from './metric.js';
import { checkLabels } from './rows.js';
import { visitSoftmaxRows } from './softmax.js';

/** What a model predicts of the samples of some classes. */
export interface PredictedProbabilities {
  /** Largest softmax probability of each sample. */
  confidence: number[];
  /** Softmax probability of each sample's own class. */
  trueClass: number[];
  /** Share of right predictions. */
  accuracy: number;
}

/**
 * Predicted probabilities of the samples of classes with many, medium and few training images: MiSLAS, Figure 3; null
 * for a group without samples.
 *
 * @param classCounts training images of each class.
 * @throws InputError for labels that do not fit the logits.
 */
export function predictedProbabilities(
  { logits, labels }: Pick<MetricInput, 'logits' | 'labels'>,
  { classCounts, rule }: { classCounts: readonly number[]; rule: ShotGroupRule },
): Record<keyof ShotGroups, PredictedProbabilities | null> {
  const classCount = classCounts.length;
  const predictions = argmaxRows(logits, { classCount });
  checkLabels(labels, { count: predictions.length, classCount });
  const confidence = new Float64Array(predictions.length);
  const trueClass = new Float64Array(predictions.length);
  visitSoftmaxRows(logits, { classCount }, (probabilities, i) => {
    confidence[i] = probabilities[predictions[i]!]!;
    trueClass[i] = probabilities[labels[i]!]!;
  });
  const ofClasses = (classes: number[] | null): PredictedProbabilities | null => {
    const members = new Set(classes);
    const samples = [...predictions.keys()].filter((i) => members.has(labels[i]!));
    if (samples.length === 0) return null;
    return {
      confidence: samples.map((i) => confidence[i]!),
      trueClass: samples.map((i) => trueClass[i]!),
      accuracy: samples.filter((i) => predictions[i] === labels[i]).length / samples.length,
    };
  };
  const { many, medium, few } = shotGroups(classCounts, { rule });
  return { many: ofClasses(many), medium: ofClasses(medium), few: ofClasses(few) };
}
