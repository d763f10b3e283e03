import {
  accuracy,
  accuracyByClass,
  argmaxRows,
  calibration,
  confusionMatrix,
  macroF1,
  meanLogitByClass,
  meanMarginByClass,
  softmax,
} from '../metrics/index.js';
import type { Measurements } from './record.js';

export interface Outputs {
  /** [count × classCount]. */
  logits: Float32Array;
  labels: Int32Array;
}

/**
 * Everything that a record holds of one split, from its logits.
 *
 * @param weightNorms ‖W_j‖ of the classes; null where the classifier has no hyperplanes of its own, then no margins.
 */
export function measure(
  { logits, labels }: Outputs,
  { classCount, weightNorms }: { classCount: number; weightNorms: number[] | null },
): Measurements {
  const confusion = confusionMatrix(labels, argmaxRows(logits, { classCount }), { classCount });
  const { expected, maximum, bins } = calibration(softmax(logits, { classCount }), labels, { classCount });
  return {
    accuracy: accuracy(confusion),
    accuracyByClass: accuracyByClass(confusion),
    macroF1: macroF1(confusion),
    expectedCalibrationError: expected,
    maximumCalibrationError: maximum,
    calibrationBins: bins,
    confusion,
    meanLogitByClass: meanLogitByClass(logits, labels, { classCount }),
    meanMarginByClass: weightNorms && meanMarginByClass(logits, labels, { classCount, weightNorms }),
  };
}
