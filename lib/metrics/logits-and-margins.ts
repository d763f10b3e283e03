import { InputError } from '../errors.js';
import { checkLabels, type Numbers, rowCount } from './rows.js';

/**
 * Mean over the samples of class j of their logit η_j; null for a class without samples.
 *
 * @throws InputError for labels that do not fit.
 * @see Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 7.
 */
export function meanLogitByClass(
  logits: Numbers,
  labels: Numbers,
  { classCount }: { classCount: number },
): (number | null)[] {
  checkLabels(labels, { count: rowCount(logits, classCount), classCount });
  const sums = new Float64Array(classCount);
  const counts = new Int32Array(classCount);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    sums[label]! += logits[i * classCount + label]!;
    counts[label]!++;
  }
  return Array.from(sums, (sum, k) => (counts[k] === 0 ? null : sum / counts[k]!));
}

/**
 * Mean over the samples of class j of their margin d_j = η_j / ‖W_j‖; null for a class without samples.
 *
 * @throws InputError for labels that do not fit and for a norm that is not above zero.
 * @see Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 4 and 7.
 */
export function meanMarginByClass(
  logits: Numbers,
  labels: Numbers,
  { classCount, weightNorms }: { classCount: number; weightNorms: Numbers },
): (number | null)[] {
  return meanLogitByClass(logits, labels, { classCount }).map((logit, k) => {
    const norm = weightNorms[k]!;
    if (!(norm > 0)) throw new InputError(`The weight norm of class ${k} is ${norm}: margins need norms above zero.`);
    return logit === null ? null : logit / norm;
  });
}
