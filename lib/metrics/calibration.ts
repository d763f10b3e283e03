import { z } from 'zod';
import { checkCount } from '../check-number.js';
import { InputError } from '../errors.js';
import { argmaxRows } from './argmax-rows.js';
import type { MetricInput } from './metric.js';
import { checkLabels, type Numbers, rowCount } from './rows.js';
import { softmax } from './softmax.js';

/** Samples whose confidence lies in (lower, upper]. */
export interface CalibrationBin {
  lower: number;
  upper: number;
  count: number;
  /** Mean confidence and share of right predictions; null for an empty bin. */
  confidence: number | null;
  accuracy: number | null;
}

export interface Calibration {
  /** ECE = Σ n_b / n · |accuracy − confidence|. */
  expected: number;
  /** MCE, the largest gap of a bin. */
  maximum: number;
  bins: CalibrationBin[];
}

const defaultBins = 15;

export interface CalibrationOptions {
  classCount: number;
  /** Number of bins of equal width. Default 15. */
  bins?: number;
}

/** Options of every metric that counts by bins of confidence. */
export const binOptions = z.strictObject({
  bins: z.number().int().min(1).default(defaultBins).describe('bins of equal width, each closed on the right'),
});

/**
 * Calibration of the predicted class's probability over right-closed bins (a, b]: a confidence of exactly 0 falls into
 * none of them, and an empty bin has a gap of 0. MiSLAS and UniMix count in the same way.
 *
 * @param probabilities rows of [n, K], e.g. of `softmax`.
 * @throws InputError for no samples, labels that do not fit, and confidences outside 0 … 1.
 * @see Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 3 and 5.
 */
export function calibration(
  probabilities: Numbers,
  labels: Numbers,
  { classCount, bins: binCount = defaultBins }: CalibrationOptions,
): Calibration {
  const sampleCount = rowCount(probabilities, classCount);
  checkLabels(labels, { count: sampleCount, classCount });
  if (sampleCount === 0) throw new InputError('Calibration needs samples: evaluate at least one.');
  checkCount('The number of bins', binCount);
  const predictions = argmaxRows(probabilities, { classCount });
  const totals = Array.from({ length: binCount }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let i = 0; i < sampleCount; i++) {
    const confidence = probabilities[i * classCount + predictions[i]!]!;
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new InputError(`The confidence of sample ${i} is ${confidence}: give probabilities, not logits.`);
    }
    if (confidence === 0) continue;
    const bin = totals[binOf(confidence, binCount)]!;
    bin.count++;
    bin.confidence += confidence;
    if (predictions[i] === labels[i]) bin.right++;
  }
  const bins = totals.map(
    ({ count, confidence, right }, b): CalibrationBin => ({
      lower: b / binCount,
      upper: (b + 1) / binCount,
      count,
      confidence: count === 0 ? null : confidence / count,
      accuracy: count === 0 ? null : right / count,
    }),
  );
  const gaps = bins.map(({ confidence, accuracy }) => Math.abs((accuracy ?? 0) - (confidence ?? 0)));
  return {
    expected: bins.reduce((sum, { count }, b) => sum + (count / sampleCount) * gaps[b]!, 0),
    maximum: Math.max(...gaps),
    bins,
  };
}

/** The calibration of the softmax of logits. */
export function softmaxCalibration(
  { logits, labels }: Pick<MetricInput, 'logits' | 'labels'>,
  options: Required<CalibrationOptions>,
): Calibration {
  return calibration(softmax(logits, options), labels, options);
}

/**
 * The bin with lower < confidence ≤ upper, for a confidence above 0; a product may round across an edge, so the edges
 * themselves decide.
 */
export function binOf(confidence: number, binCount: number): number {
  let bin = Math.min(binCount - 1, Math.max(0, Math.ceil(confidence * binCount) - 1));
  while (confidence > (bin + 1) / binCount) bin++;
  while (confidence <= bin / binCount) bin--;
  return bin;
}
