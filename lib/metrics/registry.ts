import { lookUp, parseOptions } from '../options.js';
import { accuracyMetric } from './accuracy.js';
import { accuracyByClassMetric } from './accuracy-by-class.js';
import { accuracyByShotGroupMetric } from './accuracy-by-shot-group.js';
import { angularDistanceMetric } from './angular-distance.js';
import { balancedErrorMetric } from './balanced-error.js';
import { batchNormShiftMetric } from './batch-norm-shift.js';
import { brierScoreMetric } from './brier-score.js';
import { checkCounts, checkInput } from './check-input.js';
import { classWiseCalibrationErrorMetric } from './class-wise-calibration-error.js';
import { confidenceAccuracyDensityMetric } from './confidence-accuracy-density.js';
import { confusionMatrixMetric } from './confusion-matrix.js';
import { expectedCalibrationErrorMetric } from './expected-calibration-error.js';
import { fisherSeparabilityMetric } from './fisher-separability.js';
import { logConfusionMatrixMetric } from './log-confusion-matrix.js';
import { macroF1Metric } from './macro-f1.js';
import { maximumCalibrationErrorMetric } from './maximum-calibration-error.js';
import { meanLogitByClassMetric } from './mean-logit-by-class.js';
import { meanMarginByClassMetric } from './mean-margin-by-class.js';
import type { Metric, MetricDefinition } from './metric.js';
import { negativeLogLikelihoodMetric } from './negative-log-likelihood.js';
import { reliabilityBinsMetric } from './reliability-bins.js';
import { weightNormsMetric } from './weight-norms.js';

/** Every metric by its name, which is the name of its file. */
export const metrics = {
  accuracy: accuracyMetric,
  'accuracy-by-class': accuracyByClassMetric,
  'accuracy-by-shot-group': accuracyByShotGroupMetric,
  'angular-distance': angularDistanceMetric,
  'balanced-error': balancedErrorMetric,
  'batch-norm-shift': batchNormShiftMetric,
  'brier-score': brierScoreMetric,
  'class-wise-calibration-error': classWiseCalibrationErrorMetric,
  'confidence-accuracy-density': confidenceAccuracyDensityMetric,
  'confusion-matrix': confusionMatrixMetric,
  'expected-calibration-error': expectedCalibrationErrorMetric,
  'fisher-separability': fisherSeparabilityMetric,
  'log-confusion-matrix': logConfusionMatrixMetric,
  'macro-f1': macroF1Metric,
  'maximum-calibration-error': maximumCalibrationErrorMetric,
  'mean-logit-by-class': meanLogitByClassMetric,
  'mean-margin-by-class': meanMarginByClassMetric,
  'negative-log-likelihood': negativeLogLikelihoodMetric,
  'reliability-bins': reliabilityBinsMetric,
  'weight-norms': weightNormsMetric,
} satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof metrics;

/** What a metric of this name gives. */
type ResultOf<Name extends string> = Name extends MetricName
  ? (typeof metrics)[Name] extends MetricDefinition<infer Result>
    ? Result
    : never
  : unknown;

export interface CreateMetricOptions {
  /** Training samples of each class, in the order of the logits. */
  counts: readonly number[];
  /** The metric's own options. */
  [option: string]: unknown;
}

/**
 * A metric by its name, ready to be called with a model's outputs; `longtail methods` tells what each needs and gives.
 *
 * @throws InputError for an unknown metric or option, with a suggestion, and for counts below one; the metric throws it
 * for a missing field, shapes that do not fit, no samples, labels outside 0 … K-1, and numbers that are not finite.
 */
export function createMetric<Name extends MetricName | (string & {})>(
  name: Name,
  { counts, ...options }: CreateMetricOptions,
): Metric<ResultOf<Name>> {
  const { options: schema, needs, create } = lookUp<MetricDefinition>(metrics, name, 'metric');
  const settled = parseOptions(schema, options, `metric ${name}`);
  checkCounts(counts);
  const classCount = counts.length;
  const measure = create(settled, { counts, classCount });
  return (input) => {
    checkInput(input, needs, { metric: name, classCount });
    return measure(input) as ResultOf<Name>;
  };
}
